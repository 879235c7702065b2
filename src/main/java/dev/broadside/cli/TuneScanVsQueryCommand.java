package dev.broadside.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.aws.PriceException;
import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Prices;
import dev.broadside.measure.RunFolder;
import dev.broadside.tune.Tuning;
import dev.broadside.tune.TuningInputs;
import dev.broadside.tune.TuningJson;
import dev.broadside.tune.TuningMarkdown;
import dev.broadside.tune.TuningPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code broadside tune scan-vs-query}: how should a broadcast find its room? */
@Command(
    name = "scan-vs-query",
    description = {
      "Says whether a table of such a size should be scanned or queried, how many posts should be"
          + " in flight, and what it costs. Runs bench lookup and bench fanout unless their results"
          + " are there, of the same code and machine, and writes tuning-<time>/report.html."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 written, 1 nothing could be measured, 64 usage,",
      "130 and 143 interrupted: finished rows are kept, the same command goes on from there.",
      "",
      "Examples:",
      "  ./broadside tune scan-vs-query --no-measure",
      "  ./broadside tune scan-vs-query --connections 40000 --room 200 --broadcasts 20 --quick",
      "  ./broadside tune scan-vs-query --table chat --index byRoom --dynamodb aws --quick"
    })
final class TuneScanVsQueryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections in the table (default: ${DEFAULT-VALUE}).")
  private int connections = TuningInputs.REFERENCE.connections();

  @Option(
      names = "--room",
      paramLabel = "R",
      description = "Connections in a room (default: ${DEFAULT-VALUE}).")
  private int room = TuningInputs.REFERENCE.room();

  @Option(
      names = "--item",
      paramLabel = "BYTES",
      description = "Size of a connection's item (default: ${DEFAULT-VALUE}).")
  private int item = TuningInputs.REFERENCE.itemBytes();

  @Option(
      names = "--broadcasts",
      paramLabel = "B",
      description = "Broadcasts a second, over all rooms (default: ${DEFAULT-VALUE}).")
  private double broadcasts = TuningInputs.REFERENCE.broadcasts();

  @Option(
      names = "--joins",
      paramLabel = "J",
      description = "Joins a second, over all rooms (default: ${DEFAULT-VALUE}).")
  private double joins = TuningInputs.REFERENCE.joins();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Prices in YAML, instead of the bundled ones of us-east-1.")
  private @Nullable Path prices;

  @Option(
      names = "--reuse",
      description = "Takes the newest results there are, of whatever code, mode or machine.")
  private boolean reuse;

  @Option(names = "--no-measure", description = "Computes and models only: a page in a second.")
  private boolean noMeasure;

  @Mixin private TableOptions table = new TableOptions();

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws Exception {
    TuningInputs described = inputs();
    Prices paid = prices();
    // First, since it is what may be refused.
    TunedTable subject =
        table.isGiven()
            ? TunedTable.of(table.read(paid), described)
            : new TunedTable(described, null);
    subject.note().ifPresent(note -> BenchOptions.progress("Note: " + note));
    TuningRows rows = noMeasure ? TuningRows.none() : TuningRows.measured(options, reuse);
    Tuning tuning =
        Tuning.of(
            subject.inputs(),
            subject.table(),
            paid,
            rows.lookups(),
            rows.fanouts(),
            rows.provenance());
    Path folder = write(tuning);
    System.out.println(
        options.json()
            ? new ObjectMapper().writeValueAsString(TuningJson.of(tuning))
            : tuning.verdict().sentence());
    BenchOptions.progress("Report: " + folder.resolve("report.html"));
    return ExitCode.PASS;
  }

  private Path write(Tuning tuning) throws IOException {
    RunFolder folder = RunFolder.create(options.reports(), "tuning", Instant.now());
    Files.delete(folder.logs()); // Nothing runs here: benchmarks have folders of their own.
    folder.writeJson("tuning.json", TuningJson.of(tuning));
    Files.writeString(folder.path().resolve("report.md"), TuningMarkdown.render(tuning));
    Files.writeString(folder.path().resolve("report.html"), TuningPage.render(tuning));
    return folder.finish();
  }

  private TuningInputs inputs() {
    try {
      return new TuningInputs(connections, room, item, broadcasts, joins);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private Prices prices() {
    try {
      return prices == null ? PriceLists.bundled() : PriceLists.read(prices);
    } catch (PriceException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
