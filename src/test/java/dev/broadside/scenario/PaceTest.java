package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Pace.Step;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static Step ramp(double from, double to, int seconds) {
    return new Step(new Rate(from), new Rate(to), Duration.ofSeconds(seconds));
  }

  @Test
  void aRampFromOneToTenInThirtySecondsHasItsMeanRateTimesItsLength() {
    Pace pace = new Pace(List.of(ramp(1, 10, 30)));
    assertEquals(165, pace.broadcasts());
    // n(t) = t + 0.15 t²: 25 are due after 10 seconds.
    assertEquals(10_000_000_000L, pace.offsetNanos(25));
  }

  @Test
  void aRampDownEndsWhenItsLastBroadcastIsDue() {
    Pace pace = new Pace(List.of(ramp(10, 1, 30)));
    assertEquals(30_000_000_000L, pace.offsetNanos(165));
    assertEquals(20_000_000_000L, pace.offsetNanos(140));
  }

  @Test
  void aStepContinuesWhereTheOneBeforeItEnds() {
    Pace pace = new Pace(List.of(ramp(1, 3, 10), ramp(5, 5, 10)));
    assertEquals(70, pace.broadcasts());
    assertEquals(10_000_000_000L, pace.offsetNanos(20));
    assertEquals(10_200_000_000L, pace.offsetNanos(21));
  }

  @Test
  void aSteadyRateDoesNotDriftInADay() {
    Pace pace = Pace.steady(new Rate(30), Duration.ofHours(24));
    assertEquals(2_592_000, pace.broadcasts());
    for (int hour = 0; hour < 24; hour++) {
      assertEquals(hour * 3_600_000_000_000L, pace.offsetNanos(hour * 108_000.0));
    }
  }

  /** The inverse is exact to a nanosecond, and to what that is at the rate of the moment. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsDueAtATimeIsTheIntegralUntilThen(@ForAll("paces") Pace pace) {
    int all = pace.broadcasts();
    long before = 0;
    for (int i = 0; i <= 100; i++) {
      double number = (double) i / 100 * Math.max(0, all - 1);
      long offset = pace.offsetNanos(number);
      assertTrue(offset >= before, () -> pace + " goes back at " + number);
      assertTrue(offset <= pace.duration().toNanos(), () -> pace + " ends before " + number);
      assertEquals(number, integral(pace, offset / 1e9), 1e-5 * (1 + number / 1e4));
      before = offset;
    }
  }

  private static double integral(Pace pace, double seconds) {
    double sum = 0;
    double left = seconds;
    for (Step step : pace.steps()) {
      double length = step.duration().toNanos() / 1e9;
      double in = Math.min(left, length);
      double end =
          step.from().perSecond() + (step.to().perSecond() - step.from().perSecond()) * in / length;
      sum += (step.from().perSecond() + end) / 2 * in;
      left -= in;
    }
    return sum;
  }

  @Provide
  Arbitrary<Pace> paces() {
    Arbitrary<Rate> rates = Arbitraries.doubles().between(0.01, 1000).ofScale(4).map(Rate::new);
    Arbitrary<Duration> lengths =
        Arbitraries.longs().between(100, 7_200_000).map(Duration::ofMillis);
    return Combinators.combine(rates, rates, lengths)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(Pace::new);
  }
}
