package dev.broadside.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static final Latency TYPICAL = new Latency(Duration.ofMillis(10), Duration.ofMillis(40));

  private static long[] sorted(Latency latency, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return LongStream.generate(() -> latency.drawNanos(random)).limit(50_000).sorted().toArray();
  }

  @Test
  void halfIsBelowTheMedianAndAHundredthAboveTheNinetyNinthPercentile() {
    long[] drawn = sorted(TYPICAL, 1);
    assertEquals(10e6, (double) drawn[25_000], 0.2e6);
    assertEquals(40e6, (double) drawn[49_500], 2e6);
  }

  @Test
  void oneSeedDrawsTheSameAgain() {
    assertEquals(LongStream.of(sorted(TYPICAL, 7)).sum(), LongStream.of(sorted(TYPICAL, 7)).sum());
  }

  @Test
  void aConstantIsAlwaysItself() {
    Latency constant = new Latency(Duration.ofMillis(3), Duration.ofMillis(3));
    assertEquals(3_000_000, constant.drawNanos(new SplittableRandom(1)));
    assertEquals(0, Latency.NONE.drawNanos(new SplittableRandom(1)));
  }

  @Test
  void whatNoDistributionHasIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Latency(Duration.ofMillis(2), Duration.ofMillis(1)));
  }
}
