package dev.broadside.cli;

import dev.broadside.measure.RunFolder;
import dev.broadside.report.ReportException;
import dev.broadside.report.Reports;
import dev.broadside.report.RunReport;
import dev.broadside.report.SummaryText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code broadside report}: draw this run again. */
@Command(
    name = "report",
    description =
        "Draws the pages of a run, a search or a gate again from its folder, several runs beside"
            + " each other, or a list of all.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  ./broadside report reports/quickstart-20261121T071500Z",
      "  ./broadside report reports/*.partial          what a killed run saw",
      "  ./broadside report DIR DIR                    both, and beside each other",
      "  ./broadside report DIR --cloudwatch           with what AWS says of it",
      "  ./broadside report --index                    a list of all runs"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "DIR",
      description =
          "Folders of run, whole or partial, capacity or gate; several runs are also put beside"
              + " each other.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--cloudwatch",
      description = "Asks CloudWatch for the run's minutes first; each GetMetricData is billed.")
  private boolean cloudWatch;

  @Option(
      names = "--index",
      description = "Writes index.html, a list of all that DIR holds (default: reports).")
  private boolean index;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private CloudOptions cloud = new CloudOptions();

  @Option(names = "--json", description = "Prints each summary.json on standard output.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  @Override
  public Integer call() throws Exception {
    if (index) {
      return writeIndex();
    }
    if (folders.isEmpty()) {
      throw usage("name a run folder, or say --index for a list of all");
    }
    Terminal terminal = Terminal.current();
    List<Path> runs = folders.stream().filter(folder -> !DrawnAgain.isOf(folder)).toList();
    for (Path folder : folders) {
      if (!runs.contains(folder)) {
        DrawnAgain drawn = DrawnAgain.in(folder);
        System.out.print(json ? drawn.data() : drawn.text());
        System.err.println("Report: " + drawn.page());
        continue;
      }
      if (cloudWatch) {
        CloudJoin.ofAws(cloud, System.err).whenAsked(folder);
      }
      Reports.writeAll(folder);
      System.out.println(
          json
              ? Files.readString(folder.resolve("summary.json"))
              : SummaryText.render(
                  RunReport.load(folder).summary(), terminal.columns(), terminal.outIsTerminal()));
      System.err.println("Report: " + folder.resolve("report.html") + note(folder));
    }
    if (runs.size() > 1) {
      System.err.println("Beside each other: " + Reports.compare(runs, Instant.now()));
    }
    return ExitCode.PASS;
  }

  private int writeIndex() throws ReportException {
    if (folders.size() > 1) {
      throw usage("--index takes one folder of reports");
    }
    Path page = Reports.index(folders.isEmpty() ? Path.of("reports") : folders.getFirst());
    (json ? System.err : System.out).println("Index: " + page);
    return ExitCode.PASS;
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(
        Objects.requireNonNull(spec, "picocli sets it").commandLine(), sentence);
  }

  private static String note(Path folder) {
    return RunFolder.isPartial(folder) ? " (of a run that was cut short)" : "";
  }
}
