package dev.broadside.cli;

import dev.broadside.cli.RunResult.Form;
import dev.broadside.load.LoadException;
import dev.broadside.load.Preflight;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Signals;
import dev.broadside.report.LiveView.Tone;
import dev.broadside.report.ReportException;
import dev.broadside.scale.ScaleException;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code broadside run}: how late is the last receiver? */
@Command(
    name = "run",
    description =
        "Runs a scenario, or each run of its sweep, and says how late the last receiver was.",
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
      "  ./broadside run --set audience.connections=5000 --live",
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

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trusts the certificates of this PEM file too (connect.tls.ca).")
  private @Nullable Path ca;

  @Option(
      names = "--insecure",
      description = "Trusts every certificate, of a test stage (connect.tls.insecure).")
  private boolean insecure;

  @Option(
      names = "--plan",
      description = "Prints what the run would do, needs and costs, and exits.")
  private boolean plan;

  @Option(names = "--yes", description = "Runs against a host that is not this one without asking.")
  private boolean yes;

  @Mixin private InjectorOptions injectors = new InjectorOptions();

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private CloudOptions cloud = new CloudOptions();

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Where the run's folder goes (default: reports).")
  private Path reports = Path.of("reports");

  @Option(
      names = "--json",
      description = "Prints summary.json, of a sweep an array of them, on standard output.")
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
    if (ca != null) {
      all.add("connect.tls.ca=" + ca);
    }
    if (insecure) {
      all.add("connect.tls.insecure=true");
    }
    List<Planned> runs = planned(scenarioFile, all);
    StringBuilder plans = new StringBuilder();
    boolean loopback = true;
    for (Planned each : runs) {
      Consent consent = new Consent(each.scenario());
      plans.append(consent.plan()).append(consent.warning());
      loopback &= consent.isLoopback();
    }
    if (plan) {
      Scenario largest =
          Collections.max(runs, Comparator.comparingInt(r -> r.scenario().audience().connections()))
              .scenario();
      System.out.print(plans.append(PlanPage.of(largest, cloud)));
      return ExitCode.PASS;
    }
    for (Planned each : runs) {
      injectors.check(each.scenario());
      Preflight.check(each.scenario(), Preflight.Machine.current());
    }
    if (!loopback && !yes && !Terminal.current().agrees(plans.toString())) {
      System.err.println(
          "broadside: nothing was sent; say --yes to run against a host that is not this one");
      return ExitCode.USAGE;
    }
    return carryOut(scenarioFile, runs);
  }

  private int carryOut(Path scenarioFile, List<Planned> runs)
      throws ProcessException, IOException, ReportException, LoadException, ScaleException {
    Scenario first = runs.getFirst().scenario();
    try (LiveShow show = live.begin("run", first.name(), first.question(), json)) {
      if (runs.size() > 1) {
        return sweep(scenarioFile, runs, show);
      }
      Form form = json ? Form.JSON : Form.TEXT;
      RunResult.Ending ending = run(scenarioFile, runs.getFirst(), form, show);
      show.ended(ending);
      return ending.exitCode();
    }
  }

  /** One run, and the overrides that make it. */
  private record Planned(Scenario scenario, List<String> overrides) {}

  /** The run that a file asks for, or all those of its sweep. */
  private static List<Planned> planned(Path file, List<String> overrides) throws ScenarioException {
    ScenarioReader reader = new ScenarioReader(System::getenv);
    List<String> sweep = reader.sweep(file, overrides);
    if (sweep.isEmpty()) {
      return List.of(new Planned(reader.read(file, overrides), overrides));
    }
    List<Planned> runs = new ArrayList<>();
    for (String override : sweep) {
      List<String> all = new ArrayList<>(overrides);
      all.add(override);
      runs.add(new Planned(reader.read(file, all), all));
    }
    return runs;
  }

  /** One run after the other; a signal ends the sweep with the report of the current one. */
  private int sweep(Path scenarioFile, List<Planned> runs, LiveShow show)
      throws ProcessException, IOException, ReportException, LoadException, ScaleException {
    SweepResult result = new SweepResult();
    for (int i = 0; i < runs.size() && signal.get() == 0; i++) {
      String name = runs.get(i).scenario().name();
      System.err.printf("Run %d of %d: %s%n", i + 1, runs.size(), name);
      show.begin("Run %d of %d: %s".formatted(i + 1, runs.size(), name));
      RunResult.Ending ending = run(scenarioFile, runs.get(i), Form.NOTHING, show);
      show.done(name, SweepResult.word(ending.exitCode()));
      result.add(name, ending.exitCode(), ending.folder());
    }
    System.out.print(json ? result.json() + System.lineSeparator() : result.table());
    Path page = result.page(Instant.now());
    if (page != null) {
      show.finish(Tone.SEVERAL, "DONE", page, List.of());
      System.err.println("Beside each other: " + page);
    }
    return result.exitCode();
  }

  private static Path defaultScenario() {
    Path here = Path.of("scenarios", "quickstart.yaml");
    return Files.exists(here)
        ? here
        : Path.of(System.getProperty("broadside.home", ".")).resolve(here);
  }

  private RunResult.Ending run(Path scenarioFile, Planned planned, Form form, LiveShow show)
      throws ProcessException, IOException, ReportException, LoadException, ScaleException {
    if (injectors.areAsked()) {
      return runShared(planned, form, show);
    }
    Terminal terminal = Terminal.current();
    Path log = log();
    System.err.println(planned.scenario().question());
    System.err.print(new Consent(planned.scenario()).warning());
    LiveLine line = show.line();
    Injector injector = new Injector(line, log);
    Signals.onInterrupt(
        number -> {
          signal.set(number);
          injector.stop(interruptedBy(number));
        });
    try {
      injector.start(scenarioFile, reports, planned.overrides());
      Injector.End end = injector.await();
      line.end();
      if (!end.killed() && end.folder() != null && signal.get() == 0) {
        CloudJoin.ofAws(cloud, System.err).afterRun(end.folder());
      }
      return new RunResult(form, terminal).print(end, signal.get(), injector::lastLogLine);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private RunResult.Ending runShared(Planned planned, Form form, LiveShow show)
      throws ProcessException, IOException, ReportException, LoadException, ScaleException {
    Terminal terminal = Terminal.current();
    System.err.println(planned.scenario().question());
    System.err.print(new Consent(planned.scenario()).warning());
    LiveLine line = show.line();
    SharedRun run = new SharedRun(planned.scenario(), injectors, line);
    Signals.onInterrupt(
        number -> {
          signal.set(number);
          run.stop(interruptedBy(number));
        });
    Injector.End end = run.run(reports);
    line.end();
    return new RunResult(form, terminal).print(end, signal.get(), () -> "");
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
