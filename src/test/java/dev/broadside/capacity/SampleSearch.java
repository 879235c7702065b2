package dev.broadside.capacity;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A search on a simulated stage, and its report. */
final class SampleSearch {
  private SampleSearch() {}

  static Scenario scenario(Path folder, String... overrides) {
    try {
      Path file = folder.resolve("room.yaml");
      Files.writeString(
          file,
          """
          question: How <b>many</b> & who?
          audience: { connections: 200 }
          publish: { rate: 5/s }
          """);
      return new ScenarioReader(name -> null).read(file, List.of(overrides));
    } catch (IOException | ScenarioException e) {
      throw new AssertionError(e);
    }
  }

  static CapacityReport report(Path folder, Quantity quantity, SimulatedStage stage) {
    PointPlan plan =
        new PointPlan(scenario(folder), quantity, Searches.goal(Goal.DEFAULT), PointPlan.SHORTEST);
    Search search = new Search(range(plan));
    SplittableRandom random = new SplittableRandom(5);
    List<Point> points = new ArrayList<>();
    while (true) {
      switch (search.next()) {
        case Finding finding -> {
          return CapacityReports.of(plan, about(), finding, points, Map.of("os", "Linux"));
        }
        case Probe probe ->
            points.add(point(points.size() + 1, probe, search, stage.measure(probe, random)));
      }
    }
  }

  private static Plan range(PointPlan plan) {
    try {
      return plan.search(Double.NaN, 100_000);
    } catch (CapacityException e) {
      throw new AssertionError(e);
    }
  }

  private static CapacityReport.About about() {
    return new CapacityReport.About(
        "room<script>alert(1)</script>",
        "How <b>many</b> & who?",
        "local stage",
        "room-chat",
        "ideal",
        1,
        "99% of broadcasts reach their last receiver within 1.00 s; nothing is lost",
        1_000,
        "none",
        "2026-11-21T07:00:00Z",
        "2026-11-21T07:25:00Z",
        null);
  }

  /** A broadcast takes 5 ms and 0.1 ms for each receiver, and ever more beyond a thousand. */
  private static Point point(int number, Probe probe, Search search, Outcome outcome) {
    Judgement judgement = search.take(outcome);
    double n = probe.load();
    double millis = (5 + 0.1 * n + 1e-5 * n * n) * (1 + 0.02 * Math.sin(number));
    Measures measures = new Measures(5, n, millis, 3 * millis, 1.1 * millis, n / 50, 0.01);
    return new Point(
        number,
        n,
        probe.purpose(),
        probe.times(),
        outcome instanceof Outcome.Counted counted ? counted.evidence() : null,
        outcome instanceof Outcome.Refused refused ? refused.why() : null,
        measures,
        judgement == null ? "refused" : judgement.word(),
        judgement instanceof Judgement.Breaks breaks ? breaks.cause().word() : null,
        80,
        "points/room-" + number);
  }
}
