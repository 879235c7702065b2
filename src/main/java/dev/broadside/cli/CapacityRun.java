package dev.broadside.cli;

import dev.broadside.capacity.CapacityException;
import dev.broadside.capacity.Evidence;
import dev.broadside.capacity.Finding;
import dev.broadside.capacity.Journal;
import dev.broadside.capacity.Judgement;
import dev.broadside.capacity.Measures;
import dev.broadside.capacity.Outcome;
import dev.broadside.capacity.Point;
import dev.broadside.capacity.PointPlan;
import dev.broadside.capacity.Probe;
import dev.broadside.capacity.Search;
import dev.broadside.capacity.Spending;
import dev.broadside.load.LoadException;
import dev.broadside.load.Preflight;
import dev.broadside.process.ProcessException;
import dev.broadside.report.Figures;
import dev.broadside.report.ReportException;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out a search: measures what it asks for, until there is an answer or an end. */
final class CapacityRun {
  private final Asked asked;
  private final Search search;
  private final Journal journal;
  private final CapacityFolder folder;
  private final LiveShow show;
  private volatile @Nullable String interrupted;
  private @Nullable CapacityPoint current;

  /** What is searched, and how. */
  record Asked(Path file, List<String> overrides, PointPlan points, Spending budget) {}

  CapacityRun(Asked asked, Search search, CapacityFolder folder, LiveShow show)
      throws IOException, CapacityException {
    this.asked = asked;
    this.search = search;
    this.folder = folder;
    this.show = show;
    this.journal = new Journal(folder.path());
    journal.replay(search);
  }

  List<Point> points() {
    return journal.points();
  }

  /** Ends it as soon as possible; what was measured is kept. */
  synchronized void interrupt(String why) {
    interrupted = why;
    if (current != null) {
      current.interrupt(why);
    }
  }

  private synchronized boolean begin(CapacityPoint point) {
    current = point;
    return interrupted == null;
  }

  /** Searches. */
  Finding search() throws LoadException, ProcessException, IOException, ReportException {
    while (true) {
      switch (search.next()) {
        case Finding finding -> {
          return finding;
        }
        case Probe probe -> {
          Optional<Finding> end = measure(probe);
          if (end.isPresent()) {
            return end.get();
          }
        }
      }
    }
  }

  private Optional<Finding> measure(Probe probe)
      throws LoadException, ProcessException, IOException, ReportException {
    Optional<Finding> hindered = hindered(probe);
    if (hindered.isPresent()) {
      return hindered;
    }
    int number = journal.points().size() + 1;
    String what = "Point %d: %s".formatted(number, asked.points.words(probe));
    System.err.println(what);
    show.begin(what);
    CapacityPoint point =
        new CapacityPoint(asked.file, folder.points(), asked.points.goal(), show.line());
    long began = System.nanoTime();
    Optional<CapacityPoint.Measured> measured =
        begin(point)
            ? point.measure(overrides(probe), asked.points.perSecond(probe))
            : Optional.empty();
    if (measured.isEmpty()) {
      return Optional.of(search.stop(Finding.End.INTERRUPTED, String.valueOf(interrupted)));
    }
    take(probe, measured.get(), number, (System.nanoTime() - began) / 1e9);
    return Optional.empty();
  }

  private List<String> overrides(Probe probe) {
    List<String> overrides = new ArrayList<>(asked.overrides);
    overrides.addAll(asked.points.overrides(probe));
    return overrides;
  }

  /** Why this point cannot be measured, which is the end of the search. */
  private Optional<Finding> hindered(Probe probe) {
    if (interrupted != null) {
      return Optional.of(search.stop(Finding.End.INTERRUPTED, interrupted));
    }
    Duration more = asked.points.time(probe);
    if (!asked.budget.allows(spent(), more, spentUsd(), asked.points.usd(probe))) {
      String why =
          "the next point, %s, would take about %s more and the budget is %s"
              .formatted(
                  asked.points.words(probe), Figures.duration(more.toMillis()), asked.budget);
      return Optional.of(search.stop(Finding.End.BUDGET, why));
    }
    try {
      Preflight.check(
          new ScenarioReader(System::getenv).read(asked.file, overrides(probe)),
          Preflight.Machine.current());
      return Optional.empty();
    } catch (ScenarioException | LoadException e) {
      return Optional.of(search.stop(Finding.End.TOOL, String.valueOf(e.getMessage())));
    }
  }

  private Duration spent() {
    double seconds = journal.points().stream().mapToDouble(Point::seconds).sum();
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }

  private double spentUsd() {
    return asked.points.scenario().isLocal()
        ? 0
        : journal.points().stream()
            .map(Point::measures)
            .mapToDouble(m -> m == null || m.usd() == null ? 0 : m.usd())
            .sum();
  }

  private void take(Probe probe, CapacityPoint.Measured measured, int number, double seconds)
      throws LoadException, IOException {
    Outcome outcome = measured.reading().outcome();
    boolean nothingYet = journal.points().stream().allMatch(point -> point.evidence() == null);
    if (outcome instanceof Outcome.Refused(String why) && measured.folder() == null && nothingYet) {
      throw new LoadException(why);
    }
    Judgement judgement = search.take(outcome);
    Path run = measured.folder();
    Point point =
        new Point(
            number,
            probe.load(),
            probe.purpose(),
            probe.times(),
            outcome instanceof Outcome.Counted(Evidence evidence) ? evidence : null,
            outcome instanceof Outcome.Refused(String why) ? why : null,
            measured.reading().measures(),
            judgement == null ? "refused" : judgement.word(),
            judgement instanceof Judgement.Breaks breaks ? breaks.cause().word() : null,
            seconds,
            run == null ? null : folder.path().relativize(run).toString());
    journal.add(point);
    System.err.println("  " + words(point));
    show.done(asked.points.words(probe), words(point));
  }

  private static String words(Point point) {
    if (point.refused() != null) {
      return "refused, and counts for nothing: " + point.refused();
    }
    Measures measures = point.measures();
    String cause = point.cause();
    return point.judgement()
        + (cause == null ? "" : " (" + cause + ")")
        + (measures == null
            ? ""
            : ": last receiver p50 "
                + millis(measures.p50Millis())
                + ", p99 "
                + millis(measures.p99Millis()));
  }

  private static String millis(@Nullable Double millis) {
    return Figures.duration(millis == null ? Double.POSITIVE_INFINITY : millis);
  }
}
