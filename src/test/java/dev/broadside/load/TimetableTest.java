package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Arrival;
import dev.broadside.scenario.ByteSize;
import dev.broadside.scenario.Pace;
import dev.broadside.scenario.Payload;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Via;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TimetableTest {
  private static final Pace RAMP =
      new Pace(
          List.of(
              new Pace.Step(new Rate(1), new Rate(10), Duration.ofSeconds(30)),
              new Pace.Step(new Rate(10), new Rate(10), Duration.ofSeconds(30))));

  private static long[] times(Pace pace, Arrival arrival, long seed) {
    Publish publish =
        new Publish(
            new Via.WebSocket(),
            "#{marker}",
            pace,
            arrival,
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Payload.of(new ByteSize(100)),
            1);
    Timetable timetable = new Timetable(publish, seed);
    return IntStream.range(0, timetable.total() - timetable.warmup())
        .mapToLong(timetable::measuredNanos)
        .toArray();
  }

  @Test
  void burstsComeAtTheMeanRate() {
    Pace two = Pace.steady(new Rate(2), Duration.ofSeconds(6));
    long[] times = times(two, new Arrival.Burst(5), 1);
    long five = 2_500_000_000L;
    assertArrayEquals(
        new long[] {0, 0, 0, 0, 0, five, five, five, five, five, 2 * five, 2 * five}, times);
  }

  @Test
  void poissonArrivalsAreThoseOfTheirSeed() {
    assertArrayEquals(times(RAMP, new Arrival.Poisson(), 7), times(RAMP, new Arrival.Poisson(), 7));
    assertFalse(
        Arrays.equals(
            times(RAMP, new Arrival.Poisson(), 7), times(RAMP, new Arrival.Poisson(), 8)));
  }

  @Test
  void everyArrivalHasAsManyInOrderAndWithinTheWindow() {
    for (Arrival arrival :
        List.of(new Arrival.Constant(), new Arrival.Poisson(), new Arrival.Burst(7))) {
      long[] times = times(RAMP, arrival, 3);
      assertEquals(465, times.length, arrival::toString);
      for (int i = 1; i < times.length; i++) {
        assertTrue(times[i] >= times[i - 1], arrival::toString);
      }
      assertTrue(times[0] >= 0 && times[464] <= 60_000_000_000L, arrival::toString);
    }
  }

  /** Of exponential gaps 36.8% are longer than their mean, and as much as the mean they vary. */
  @Test
  void poissonGapsAreExponential() {
    long[] times =
        times(Pace.steady(new Rate(100), Duration.ofSeconds(1000)), new Arrival.Poisson(), 1);
    double longer = 0;
    double squares = 0;
    for (int i = 1; i < times.length; i++) {
      double gap = (times[i] - times[i - 1]) / 1e7;
      longer += gap > 1 ? 1 : 0;
      squares += (gap - 1) * (gap - 1);
    }
    assertEquals(Math.exp(-1), longer / times.length, 0.01);
    assertEquals(1, squares / times.length, 0.05);
  }

  @Test
  void aWarmUpRunsEvenlyAtTheFirstRate() {
    Publish publish =
        new Publish(
            new Via.WebSocket(),
            "#{marker}",
            RAMP,
            new Arrival.Burst(9),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Payload.of(new ByteSize(100)),
            1);
    Timetable timetable = new Timetable(publish, 1);
    assertEquals(4, timetable.warmup());
    assertEquals(3_000_000_000L, timetable.warmupNanos(3));
  }

  @Test
  void sizesAreMixedByTheSeedInExactShares() {
    Payload mix =
        new Payload(
            List.of(
                new Payload.Share(new ByteSize(512), BigDecimal.valueOf(90)),
                new Payload.Share(new ByteSize(20_480), BigDecimal.valueOf(10))));
    assertEquals(6, large(mix, 1).count());
    assertArrayEquals(large(mix, 1).toArray(), large(mix, 1).toArray());
    assertFalse(Arrays.equals(large(mix, 1).toArray(), large(mix, 2).toArray()));
  }

  private static IntStream large(Payload mix, long seed) {
    PayloadSizes sizes = new PayloadSizes(mix, 60, seed);
    return IntStream.range(0, 60).filter(number -> sizes.bytes(number) == 20_480);
  }
}
