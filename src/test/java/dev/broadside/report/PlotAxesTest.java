package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class PlotAxesTest {

  @Test
  void aNarrowSpreadIsLinearFromZero() {
    assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0), LatencyAxis.over(3, 30, 79).ticks());
  }

  @Test
  void aWideSpreadIsLogarithmic() {
    assertEquals(List.of(10.0, 100.0, 1_000.0), LatencyAxis.over(7, 20, 2_100).ticks());
  }

  @Property
  void everyValueLiesOnItsAxis(
      @ForAll @DoubleRange(max = 1e8) double a,
      @ForAll @DoubleRange(max = 1e8) double b,
      @ForAll @DoubleRange(max = 1e8) double c) {
    List<Double> sorted = List.of(a, b, c).stream().sorted().toList();
    LatencyAxis axis = LatencyAxis.over(sorted.get(0), sorted.get(1), sorted.get(2));
    for (double value : sorted) {
      double position = axis.position(value);
      assertTrue(position >= 0 && position <= 1.000001, value + " is at " + position);
    }
    assertFalse(axis.ticks().isEmpty());
    assertTrue(axis.ticks().size() <= 13, axis::toString);
  }

  @Test
  void valuesThatNeverCameRankAboveTheOthers() {
    Histogram came = new Histogram(3);
    came.recordValueWithCount(1_000_000, 90);
    Curve curve = Curve.of(came, 10);
    assertEquals(10, curve.missing());
    assertEquals(1.0, curve.nines(curve.came()), 1e-9);
    assertEquals(Math.log10(200), curve.nines(100), 1e-9);
  }
}
