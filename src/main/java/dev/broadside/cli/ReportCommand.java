package dev.broadside.cli;

import dev.broadside.measure.RunFolder;
import dev.broadside.report.Reports;
import dev.broadside.report.RunReport;
import dev.broadside.report.SummaryText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code broadside report}: draw this run again. */
@Command(
    name = "report",
    description = "Draws the pages of a run again from its summary.json and .hlog files.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  ./broadside report reports/quickstart-20261121T071500Z",
      "  ./broadside report reports/*.partial          what a killed run saw",
      "  ./broadside report DIR --cloudwatch           with what AWS says of it"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run folders, whole or partial.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--cloudwatch",
      description = "Asks CloudWatch for the run's minutes first; each GetMetricData is billed.")
  private boolean cloudWatch;

  @Mixin private CloudOptions cloud = new CloudOptions();

  @Option(names = "--json", description = "Prints each summary.json on standard output.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.current();
    for (Path folder : folders) {
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
    return ExitCode.PASS;
  }

  private static String note(Path folder) {
    return RunFolder.isPartial(folder) ? " (of a run that was cut short)" : "";
  }
}
