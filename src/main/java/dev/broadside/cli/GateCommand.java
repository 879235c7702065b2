package dev.broadside.cli;

import dev.broadside.gate.Gate;
import dev.broadside.gate.GateException;
import dev.broadside.gate.GateReport;
import dev.broadside.gate.GateRun;
import dev.broadside.gate.History;
import dev.broadside.gate.Verdict;
import dev.broadside.process.Signals;
import dev.broadside.scenario.GateFile;
import dev.broadside.scenario.GateFileReader;
import dev.broadside.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code broadside gate}: is this change slower? */
@Command(
    name = "gate",
    description = "Says whether a change is slower: by commits, measured in turn, or by results.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 PASS or IMPROVED, 2 REGRESSED or a counter grew, 3 INCONCLUSIVE,",
      "1 nothing could be compared, 64 a bad file or usage, 130 and 143 interrupted.",
      "",
      "Examples:",
      "  ./broadside gate --base main                     what broadside-gate.yaml says",
      "  ./broadside gate --base main --bench 'Lookup' --budget 5m",
      "  ./broadside gate --results base.json head.json   JMH's JSON, or run folders"
    })
final class GateCommand implements Callable<Integer> {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--base", paramLabel = "REF", description = "The commit before the change.")
  private @Nullable String base;

  @Option(
      names = "--head",
      paramLabel = "REF",
      description =
          "The commit after it (default: ${DEFAULT-VALUE}; what is not committed is not measured).")
  private String head = "HEAD";

  @Option(
      names = "--bench",
      paramLabel = "PATTERN",
      description = "Only these JMH benchmarks, a regular expression.")
  private String pattern = ".*";

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Measures this scenario instead of the gate file's.")
  private @Nullable Path scenario;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "How long to measure at most, builds apart, as 90s or 15m (default: 15m).")
  private String budget = "15m";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the order of forks (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--results", description = "Judges the results named after it, unpaired.")
  private boolean results;

  @Parameters(
      arity = "0..*",
      paramLabel = "RESULT",
      description = "With --results: the base's file or folder, then the head's.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--allow-mixed",
      description =
          "Compares what was measured with other JDKs, machines or parameters, and marks it.")
  private boolean allowMixed;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The gate file (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("broadside-gate.yaml");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the reports go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("reports", "gate");

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Appends the head's results, a JSON line, and shows changes over the nights.")
  private @Nullable Path history;

  @Option(names = "--json", description = "Prints gate.json on standard output.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  private final AtomicInteger signal = new AtomicInteger();

  @Override
  public Integer call() throws Exception {
    if (results == (base != null)) {
      throw usage("say either --base REF or --results BASE HEAD");
    }
    GateResult result = new GateResult(json, out);
    result.removeOld();
    GateFile file = gateFile();
    Gate gate = new Gate(file, allowMixed);
    History nights = history == null ? null : History.read(history);
    try {
      GateReport report = results ? judge(gate) : compare(gate);
      result.print(report);
      if (nights != null && !report.interrupted()) {
        nights.append(Instant.now(), report, gate);
        result.printHistory(nights.markdown());
      }
      return signal.get() == 0 ? code(report.verdict()) : ExitCode.SIGNAL + signal.get();
    } catch (GateException e) {
      if (signal.get() == 0) {
        throw e;
      }
      System.err.println("broadside: " + e.getMessage());
      return ExitCode.SIGNAL + signal.get();
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case PASS, IMPROVED -> ExitCode.PASS;
      case REGRESSED -> ExitCode.FAIL;
      case INCONCLUSIVE -> ExitCode.INVALID;
    };
  }

  /** Results of any project need no gate file; a comparison does. */
  private GateFile gateFile() throws ScenarioException {
    return results && !Files.exists(config)
        ? GateFile.NONE
        : new GateFileReader(LocalDate.now(Clock.systemUTC())).read(config);
  }

  private GateReport judge(Gate gate) throws GateException {
    if (files.size() < 2) {
      throw usage("--results wants the base's results and the head's");
    }
    return gate.judge(files.getFirst(), files.subList(1, files.size()));
  }

  private GateReport compare(Gate gate) throws GateException, IOException {
    if (!files.isEmpty()) {
      throw usage("results are for --results: leave '" + files.getFirst() + "' out");
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw usage("--bench '" + pattern + "' is no regular expression");
    }
    Duration time = GateFileReader.budget(budget).orElseThrow(() -> usage(notABudget()));
    Files.createDirectories(out);
    Path log = out.resolve("gate.log").toAbsolutePath();
    Files.deleteIfExists(log);
    GateRun run =
        new GateRun(
            Files.createTempDirectory("broadside-gate-"),
            log,
            time,
            line -> System.err.println("broadside: " + line));
    Signals.onInterrupt(
        number -> {
          signal.set(number);
          run.stop();
        });
    Path here = Path.of("").toAbsolutePath();
    Path launcher = Path.of(System.getProperty("broadside.home", ".")).resolve("broadside");
    return gate.compare(
        new GateRun.Plan(
            here,
            String.valueOf(base),
            head,
            pattern,
            scenario,
            launcher.toAbsolutePath(),
            time,
            seed),
        run);
  }

  private String notABudget() {
    return "--budget '" + budget + "' is no time: write a number and its unit, as 90s or 15m";
  }
}
