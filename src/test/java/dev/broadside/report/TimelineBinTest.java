package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class TimelineBinTest {

  @Test
  void aSecondHasTheDifferenceOfItsCountsAndTheBroadcastsThatWereDueInIt() {
    RunLog log =
        new RunLog(
            List.of(moment(0, 0), moment(1_000, 4), moment(3_000, 10)),
            List.of(),
            List.of(sent(1, 999, 10), sent(2, 1_000, 20), sent(3, 2_000, Double.POSITIVE_INFINITY)),
            Map.of());
    List<TimelineBin> bins = TimelineBin.of(log, 1_000);
    assertEquals(2, bins.size());
    assertEquals(-1, bins.get(0).from());
    assertEquals(0, bins.get(0).to());
    assertEquals(4, bins.get(0).publishedPerSecond());
    assertEquals(10, bins.get(0).lastP50Millis());
    assertEquals(3, bins.get(1).publishedPerSecond());
    assertEquals(20, bins.get(1).lastP50Millis());
    assertEquals(Double.POSITIVE_INFINITY, bins.get(1).lastP99Millis());
    assertEquals(1, bins.get(1).incomplete());
  }

  @Test
  void whatWasDueAfterTheLastCountsIsInTheLastStretch() {
    Sent missed = sent(2, 2_300, Double.POSITIVE_INFINITY);
    RunLog log =
        new RunLog(
            List.of(moment(0, 0), moment(1_000, 4), moment(2_000, 8)),
            List.of(),
            List.of(sent(1, 500, 10), missed),
            Map.of());
    assertEquals(1, TimelineBin.of(log, 0).getLast().incomplete());
  }

  @Test
  void aSecondInWhichNothingWasDueHasNoLatency() {
    RunLog log =
        new RunLog(List.of(moment(0, 0), moment(1_000, 0)), List.of(), List.of(), Map.of());
    assertEquals(Double.NaN, TimelineBin.of(log, 0).getFirst().lastP50Millis());
  }

  @Property(tries = 60)
  void aLongRunHasFewStretchesThatLoseNothing(@ForAll @IntRange(min = 2, max = 5_000) int seconds) {
    List<RunLog.Moment> moments = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      moments.add(moment(i * 1_000.0, 3L * i));
    }
    List<TimelineBin> bins = TimelineBin.of(new RunLog(moments, List.of(), List.of(), Map.of()), 0);
    assertTrue(bins.size() <= 241, () -> bins.size() + " stretches");
    double published =
        bins.stream().mapToDouble(b -> b.publishedPerSecond() * (b.to() - b.from())).sum();
    assertEquals(3.0 * (seconds - 1), published, 1e-6);
    assertEquals(seconds - 1, bins.getLast().to());
  }

  private static RunLog.Moment moment(double at, long published) {
    return new RunLog.Moment(at, "measuring", 5, 0, published, published);
  }

  static Sent sent(int number, double at, double last) {
    double[] reached = new double[dev.broadside.measure.BroadcastLog.reached().length];
    java.util.Arrays.fill(reached, last);
    return new Sent(number, at, 0, 5, Double.isFinite(last) ? 5 : 4, reached);
  }
}
