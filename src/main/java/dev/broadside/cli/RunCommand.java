package dev.broadside.cli;

import dev.broadside.load.Preflight;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Signals;
import dev.broadside.report.ReportException;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code broadside run}: how late is the last receiver? */
@Command(
    name = "run",
    description = "Runs a scenario once and says how late the last receiver was.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 PASS, 2 FAIL, 3 INVALID, 1 nothing could be measured,",
      "64 a bad file or usage, 130 and 143 interrupted.",
      "",
      "Examples:",
      "  ./broadside run",
      "  ./broadside run scenarios/smoke.yaml --json",
      "  ./broadside run --set audience.connections=5000",
      "  ./broadside run my.yaml --target wss://chat.example.com/prod --plan"
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      description = "The scenario file (default: scenarios/quickstart.yaml).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one key of the scenario; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "Measures this stage (ws:// or wss://) instead of a local one.")
  private @Nullable String target;

  @Option(names = "--plan", description = "Prints what the run would do, and exits.")
  private boolean plan;

  @Option(names = "--yes", description = "Runs against a host that is not this one without asking.")
  private boolean yes;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Where the run's folder goes (default: reports).")
  private Path reports = Path.of("reports");

  @Option(names = "--json", description = "Prints summary.json on standard output.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  private final AtomicInteger signal = new AtomicInteger();

  @Override
  public Integer call() throws Exception {
    Path scenarioFile = file == null ? defaultScenario() : file;
    List<String> all = new ArrayList<>(overrides);
    if (target != null) {
      all.add("target=" + target);
    }
    Scenario scenario = new ScenarioReader(System::getenv).read(scenarioFile, all);
    Consent consent = new Consent(scenario);
    if (plan) {
      System.out.print(consent.plan());
      return ExitCode.PASS;
    }
    Preflight.check(scenario, Preflight.Machine.current());
    if (!consent.isLoopback() && !yes && !Terminal.current().agrees(consent.plan())) {
      System.err.println(
          "broadside: nothing was sent; say --yes to run against a host that is not this one");
      return ExitCode.USAGE;
    }
    return run(scenarioFile, scenario, all);
  }

  private static Path defaultScenario() {
    Path here = Path.of("scenarios", "quickstart.yaml");
    return Files.exists(here)
        ? here
        : Path.of(System.getProperty("broadside.home", ".")).resolve(here);
  }

  private int run(Path scenarioFile, Scenario scenario, List<String> all)
      throws ProcessException, IOException, ReportException {
    Terminal terminal = Terminal.current();
    Path log = log();
    System.err.println(scenario.question());
    LiveLine live = new LiveLine(System.err, terminal);
    Injector injector = new Injector(live, log);
    Signals.onInterrupt(
        number -> {
          signal.set(number);
          injector.stop(interruptedBy(number));
        });
    try {
      injector.start(scenarioFile, reports, all);
      Injector.End end = injector.await();
      live.end();
      return new RunResult(json, terminal).print(end, signal.get(), injector::lastLogLine);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  static String interruptedBy(int signal) {
    return "interrupted by " + (signal == 2 ? "SIGINT" : "SIGTERM");
  }

  /** Beside the folder that the run will make, so that it can be moved there while it is open. */
  private Path log() throws ProcessException {
    try {
      return Files.createTempFile(Files.createDirectories(reports), ".injector", ".log");
    } catch (IOException e) {
      throw new ProcessException(
          "nothing can be written in "
              + reports
              + " ("
              + e
              + "): name another folder with --reports",
          e);
    }
  }
}
