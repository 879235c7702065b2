package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.capacity.CapacityReport.Law;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which points a law goes through. */
final class LawsTest {
  private final List<Point> points = new ArrayList<>();

  private void add(double receivers, double millis, long slow, boolean growing) {
    Evidence evidence = Evidence.ofSlow(300, slow, growing);
    Judgement judgement = Searches.goal(Goal.DEFAULT).judge(evidence);
    points.add(
        new Point(
            points.size() + 1,
            receivers,
            Probe.Purpose.RAMP,
            1,
            evidence,
            null,
            new Measures(5, receivers, millis, 3 * millis, millis, null, null),
            judgement.word(),
            judgement instanceof Judgement.Breaks(Cause cause) ? cause.word() : null,
            60,
            null));
  }

  private void addSteady() {
    for (UslFit.Measured point : UslFitTest.points(new Random(1), 40, 0.03, 0.0005, 1e-3)) {
      add(point.n(), point.n() / point.x() * 1_000, 0, false);
    }
  }

  private Law law() {
    return Laws.through(Quantity.CONNECTIONS, points).orElseThrow();
  }

  /** All of its broadcasts are slow, so that its cause is the latency and not the backlog. */
  @Test
  void whatABacklogMadeSlowIsLeftOutThoughItsLatencyIsTheCause() {
    addSteady();
    Law without = law();
    add(256, 40_000, 300, true);
    assertEquals("latency", points.getLast().cause());
    assertEquals(without, law());
  }

  @Test
  void whatIsSlowThroughoutIsNot() {
    addSteady();
    add(256, 20_000, 300, false);
    assertEquals(points.size(), law().points());
    assertTrue(law().beta().value() > 0, "coherency");
  }
}
