package dev.broadside.cli;

import dev.broadside.capacity.CapacityException;
import dev.broadside.capacity.CapacityMarkdown;
import dev.broadside.capacity.CapacityPage;
import dev.broadside.capacity.CapacityReport;
import dev.broadside.capacity.CapacityReports;
import dev.broadside.capacity.Finding;
import dev.broadside.capacity.Goal;
import dev.broadside.capacity.Plan;
import dev.broadside.capacity.PointPlan;
import dev.broadside.capacity.Probe;
import dev.broadside.capacity.Quantity;
import dev.broadside.capacity.Search;
import dev.broadside.capacity.Spending;
import dev.broadside.load.LoadException;
import dev.broadside.measure.Environment;
import dev.broadside.process.Signals;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import dev.broadside.scenario.ScenarioWriter;
import dev.broadside.scenario.Slo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code broadside capacity}: how far can I go before the SLO breaks? */
@Command(
    name = "capacity",
    description =
        "Searches for the load at which the SLO breaks, and gives it as a bracket: it holds here, it breaks there.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A point takes a minute or more, a search some fifteen of them.",
      "Interrupted, the same command goes on where it was.",
      "",
      "Exit codes: 0 a bracket, 2 the SLO never held, 3 no bracket,",
      "1 nothing could be measured, 64 a bad file or usage, 130 and 143 interrupted.",
      "",
      "Examples:",
      "  ./broadside capacity scenarios/room-broadcast.yaml",
      "  ./broadside capacity scenarios/room-broadcast.yaml --find rate --budget 30m",
      "  ./broadside capacity my.yaml --slo 'last: {p95: 500ms}, lost: 0' --from 100 --to 5000"
    })
final class CapacityCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SCENARIO", description = "The scenario file.")
  private Path file = Path.of("");

  @Option(
      names = "--find",
      paramLabel = "WHAT",
      defaultValue = "connections",
      description =
          "What is varied: connections (rooms stay as large as they are), rate (broadcasts a second) or room (the members of a room). Default: connections.")
  private Quantity find = Quantity.CONNECTIONS;

  @Option(
      names = "--slo",
      paramLabel = "SLO",
      description = "As a scenario has it; default: the scenario's, or 'last: {p99: 1s}, lost: 0'.")
  private @Nullable String slo;

  @Option(
      names = "--from",
      paramLabel = "LOAD",
      description = "The least load, measured first (default: 10 connections, 5/s).")
  private double from = Double.NaN;

  @Option(names = "--to", paramLabel = "LOAD", description = "No load above this is measured.")
  private double to = 1e9;

  @Option(
      names = "--budget",
      paramLabel = "BUDGET",
      description = "What the search may take: 45m, $5 or 2h,$5.")
  private @Nullable String budget;

  @Option(
      names = "--point",
      paramLabel = "SECONDS",
      description =
          "A point lasts so many seconds at least (default: 60; with less a burst looks like a capacity).")
  private int point = (int) PointPlan.SHORTEST.toSeconds();

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

  @Option(names = "--plan", description = "Prints what the search would do first, and exits.")
  private boolean plan;

  @Option(names = "--yes", description = "Loads a host that is not this one without asking.")
  private boolean yes;

  @Option(names = "--fresh", description = "Does not go on with an interrupted search.")
  private boolean fresh;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Where the search's folder goes (default: reports).")
  private Path reports = Path.of("reports");

  @Option(names = "--json", description = "Prints capacity.json on standard output.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  private final AtomicInteger signal = new AtomicInteger();

  @Override
  public Integer call() throws Exception {
    List<String> all = allOverrides();
    Scenario scenario = new ScenarioReader(System::getenv).read(file, all);
    PointPlan points =
        new PointPlan(scenario, find, Goal.of(scenario.slo()), Duration.ofSeconds(point));
    points.check();
    Plan search = searchPlan(points);
    Spending spending = budget == null ? Spending.ANY : Spending.parse(budget);
    Consent consent = new Consent(scenario);
    String words = words(points, search, spending);
    if (plan) {
      System.out.print(consent.plan() + words);
      return ExitCode.PASS;
    }
    if (!consent.isLoopback()) {
      if (budget == null && to == 1e9) {
        throw new CapacityException(
            "a search on a host that is not this one needs an end: give --budget or --to");
      }
      if (!yes && !Terminal.current().agrees(consent.plan() + words)) {
        System.err.println(
            "broadside: nothing was sent; say --yes to load a host that is not this one");
        return ExitCode.USAGE;
      }
    }
    CapacityRun.Asked asked = new CapacityRun.Asked(file, all, points, spending);
    return carryOut(asked, search);
  }

  /** With the SLO that holds for each point written out, so that each one's report has it. */
  private List<String> allOverrides() throws ScenarioException {
    List<String> all = new ArrayList<>(overrides);
    if (target != null) {
      all.add("target=" + target);
    }
    if (slo != null) {
      all.add("slo={" + slo + "}");
    } else if (new ScenarioReader(System::getenv).read(file, all).slo().equals(Slo.NONE)) {
      all.add("slo={last: {p99: 1s}, lost: 0}");
    }
    return all;
  }

  private Plan searchPlan(PointPlan points) throws CapacityException {
    if (point < 1 || from <= 0 || to < (Double.isNaN(from) ? 0 : from) || !(to > 0)) {
      throw new CapacityException(
          "--from, --to and --point are above 0, and --to is not below --from");
    }
    return points.search(from, to);
  }

  private static String words(PointPlan points, Plan search, Spending spending) {
    Probe first = new Probe(search.least(), Probe.Purpose.FIRST, 1);
    return String.format(
        Locale.ROOT,
        "Search       %s: first %s, then twice as many again and again from %s on, until the SLO breaks%n"
            + "SLO          %s%n"
            + "Point        about %d s each, some fifteen of them%n"
            + "Budget       %s%n",
        points.quantity().word(),
        points.quantity().words(search.least()),
        points.quantity().words(search.start()),
        points.goal(),
        points.time(first).toSeconds(),
        spending);
  }

  private int carryOut(CapacityRun.Asked asked, Plan search) throws Exception {
    Scenario scenario = asked.points().scenario();
    System.err.println(scenario.question());
    CapacityFolder folder =
        CapacityFolder.open(reports, scenario.name(), identity(scenario, search), fresh);
    CapacityRun run = new CapacityRun(asked, new Search(search), folder);
    if (folder.continued()) {
      System.err.printf(
          "Goes on with the %d points of %s (--fresh begins anew).%n",
          run.points().size(), folder.path());
    }
    Signals.onInterrupt(
        number -> {
          signal.set(number);
          run.interrupt(RunCommand.interruptedBy(number));
        });
    Finding finding;
    try {
      finding = run.search();
    } catch (LoadException e) {
      folder.folder().delete();
      throw e;
    }
    if (signal.get() != 0 && run.points().isEmpty()) {
      folder.folder().delete();
      System.err.println(
          "broadside: " + RunCommand.interruptedBy(signal.get()) + " before a point was measured");
      return ExitCode.SIGNAL + signal.get();
    }
    return leave(asked, folder, finding, run);
  }

  /** All that makes a search another one, but the budget: more of it is a reason to go on. */
  private Map<String, String> identity(Scenario scenario, Plan search) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("find", find.word());
    identity.put("scenario", ScenarioWriter.toYaml(scenario));
    identity.put("from", search.least() + " " + search.start());
    identity.put("to", "" + to);
    identity.put("point", "" + point);
    return identity;
  }

  private int leave(
      CapacityRun.Asked asked, CapacityFolder folder, Finding finding, CapacityRun run)
      throws IOException {
    CapacityReport report =
        CapacityReports.of(
            asked.points(),
            about(asked, folder),
            finding,
            run.points(),
            new LinkedHashMap<>(Environment.current()));
    Path written = folder.path();
    String page = CapacityMarkdown.render(report);
    String data = CapacityReports.json(report);
    Files.writeString(written.resolve("capacity.json"), data);
    Files.writeString(written.resolve("report.md"), page);
    Files.writeString(written.resolve("report.html"), CapacityPage.render(report));
    Files.writeString(
        written.resolve("scenario.yaml"), ScenarioWriter.toYaml(asked.points().scenario()));
    boolean over = signal.get() == 0 && !isBudget(finding);
    Path left = over ? folder.folder().finish() : written;
    System.out.print(json ? data : page);
    (json ? System.err : System.out).println("Report: " + left.resolve("report.html"));
    if (!over) {
      System.err.println(
          "broadside: the same command goes on from here, with more --budget if that is what ended it");
    }
    return signal.get() == 0 ? code(finding) : ExitCode.SIGNAL + signal.get();
  }

  private static boolean isBudget(Finding finding) {
    return switch (finding) {
      case Finding.AlwaysHeld held -> held.end() == Finding.End.BUDGET;
      case Finding.Unfinished unfinished -> unfinished.end() == Finding.End.BUDGET;
      case Finding.Bracket bracket -> false;
      case Finding.NeverHeld never -> false;
      case Finding.Drifted drifted -> false;
    };
  }

  private static int code(Finding finding) {
    return switch (finding) {
      case Finding.Bracket bracket -> ExitCode.PASS;
      case Finding.NeverHeld never -> ExitCode.FAIL;
      case Finding.AlwaysHeld held -> ExitCode.INVALID;
      case Finding.Unfinished unfinished -> ExitCode.INVALID;
      case Finding.Drifted drifted -> ExitCode.INVALID;
    };
  }

  private static CapacityReport.About about(CapacityRun.Asked asked, CapacityFolder folder) {
    Scenario scenario = asked.points().scenario();
    Goal goal = asked.points().goal();
    boolean local = scenario.isLocal();
    return new CapacityReport.About(
        scenario.name(),
        scenario.question(),
        local ? "local stage" : place(String.valueOf(scenario.target())),
        local ? scenario.local().name() : null,
        local ? scenario.local().profile() : null,
        scenario.seed(),
        goal.toString(),
        goal.tightestMillis(),
        asked.budget().toString(),
        folder.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Commit.of(Path.of(".")));
  }

  /** Neither a user's password nor what comes in a query is for a report. */
  private static String place(String target) {
    return target.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }
}
