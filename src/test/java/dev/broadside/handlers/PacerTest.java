package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of the pacer, alone and in front of a simulated bucket. */
final class PacerTest {
  private static final long MILLI = 1_000_000;

  @Test
  void nobodyWaitsWhileNothingIsRefused() {
    Pacer pacer = new Pacer(0);
    for (long now = 0; now < 1_000 * MILLI; now += 10_000) {
      assertEquals(0, pacer.waitNanos(now));
      pacer.sent(now);
    }
    assertEquals(Double.POSITIVE_INFINITY, pacer.perSecond());
  }

  @Test
  void theFirstRefusalHalvesWhatWasSent() {
    Pacer pacer = new Pacer(0);
    int window = sendEvery(pacer, 0, 100 * MILLI, 50_000);
    pacer.refused(window, 100 * MILLI);
    assertEquals(10_000, pacer.perSecond(), 300);
  }

  @Test
  void aThousandRefusalsOfOneMomentAreOneDecrease() {
    Pacer pacer = new Pacer(0);
    int window = sendEvery(pacer, 0, 100 * MILLI, 50_000);
    pacer.refused(window, 100 * MILLI);
    double once = pacer.perSecond();
    for (int i = 0; i < 1_000; i++) {
      pacer.refused(window, 100 * MILLI);
    }
    assertEquals(once, pacer.perSecond());
  }

  @Test
  void whatOneClientCostByNotReadingIsSoonGivenBack() {
    Pacer pacer = new Pacer(0);
    int window = sendEvery(pacer, 0, 100 * MILLI, 50_000);
    pacer.refused(window, 100 * MILLI);
    long now = 100 * MILLI;
    for (int i = 0; i < 4_000 && now < 300 * MILLI; i++) {
      now += pacer.waitNanos(now);
      pacer.sent(now);
    }
    assertTrue(pacer.perSecond() >= 20_000, () -> "rate " + pacer.perSecond());
  }

  private static int sendEvery(Pacer pacer, long from, long to, long nanos) {
    int window = 0;
    for (long now = from; now < to; now += nanos) {
      window = pacer.sent(now);
    }
    return window;
  }

  @Property(tries = 50)
  void whateverIsAnsweredTheRateIsNeitherZeroNorNotANumber(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Pacer pacer = new Pacer(0);
    long now = 0;
    for (int i = 0; i < 2_000; i++) {
      now += Math.max(random.nextLong(MILLI), pacer.waitNanos(now));
      int window = pacer.sent(now);
      if (random.nextInt(10) < 9) {
        pacer.refused(window - random.nextInt(3), now + random.nextLong(30 * MILLI));
      }
      assertTrue(pacer.perSecond() >= 1, () -> "rate " + pacer.perSecond());
      long wait = pacer.waitNanos(now);
      assertTrue(wait <= 1_000 * MILLI, () -> "wait " + wait);
    }
  }

  /**
   * N posts through AWS's bucket take what the bucket's arithmetic says, and at most 5% more, plus
   * one latency: whatever the latency of a refusal and the speed of the machine.
   */
  @ParameterizedTest
  @CsvSource({
    "10000, 30000, 0", "15000, 30000, 0", "15000, 45000, 0", "30000, 45000, 0",
    "10000, 45000, 5", "15000, 45000, 10", "15000, 20000, 10", "30000, 30000, 15"
  })
  void postingTakesAsLongAsTheBucketsFloor(int posts, int perSecond, long refusalMillis) {
    SimulatedStage stage = new SimulatedStage(10_000, 5_000, 512, perSecond, refusalMillis);
    SimulatedStage.Run run = stage.post(posts, 1);
    double floor = Math.max((posts - 5_000) / 10_000.0, posts / (double) perSecond);
    assertTrue(
        run.lastAdmittedSeconds() >= 0.99 * floor && run.lastAdmittedSeconds() <= 1.05 * floor,
        () -> run + ", floor " + floor);
    assertTrue(run.attempts() <= 1.3 * posts, run::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000, 3_000})
  void itConvergesToTheRateOfASmallBucketAndStaysThere(int rate) {
    SimulatedStage stage = new SimulatedStage(rate, rate / 2, 64, 20_000, 3);
    SimulatedStage.Run run = stage.post(20 * rate, 1);
    assertTrue(run.lastAdmittedSeconds() <= 1.05 * 19.5, run::toString);
    assertEquals(rate, run.lastRate(), 0.35 * rate, run::toString);
  }

  @Property(tries = 12)
  void aPauseOfTheProcessCostsNoMoreThanItself(
      @ForAll @IntRange(min = 50, max = 800) int atMillis,
      @ForAll @IntRange(min = 5, max = 60) int millis) {
    SimulatedStage stage = new SimulatedStage(10_000, 5_000, 512, 40_000, 2);
    stage.pause(atMillis * MILLI, millis * MILLI);
    SimulatedStage.Run run = stage.post(15_000, 7);
    assertTrue(run.lastAdmittedSeconds() <= 1.05 + millis / 1e3, run::toString);
  }
}
