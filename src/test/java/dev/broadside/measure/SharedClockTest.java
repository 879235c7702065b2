package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class SharedClockTest {
  @Test
  void whatNobodyAskedIsUnknown() {
    assertFalse(SharedClock.UNKNOWN.isOne());
    assertNull(SharedClock.UNKNOWN.aheadNanos());
  }

  @Test
  void aReadingBetweenTwoOfOursIsOfTheSameClock() {
    SharedClock clock = SharedClock.UNKNOWN.heard(100, 150, 200).heard(300, 300, 900);
    assertTrue(clock.isOne());
    assertEquals(0, clock.aheadNanos());
    assertEquals(0, clock.boundNanos());
  }

  @Test
  void answersThatNoOneDifferenceExplainsAreNone() {
    assertNull(SharedClock.UNKNOWN.heard(100, 1_100, 110).heard(200, 2_200, 210).aheadNanos());
  }

  @Property(tries = 200)
  void anotherClockIsAheadByWhatIsSaidWithinTheBound(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long ahead, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SharedClock clock = SharedClock.UNKNOWN;
    long now = 0;
    for (int i = 0; i < 20; i++) {
      long read = now + random.nextLong(10_000);
      long after = read + random.nextLong(10_000);
      clock = clock.heard(now, read + ahead, after);
      now = after;
    }
    Long told = clock.aheadNanos();
    boolean within = told != null && Math.abs(told - ahead) <= clock.boundNanos();
    assertTrue(within || clock.isOne() && Math.abs(ahead) < 10_000, told + " " + clock);
  }
}
