package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BatchConcurrencyTest {
  private static final long SECOND = 1_000_000_000L;

  /** Begins as many batches as it may, none of which ends. */
  private static int fill(BatchConcurrency concurrency, int underWay, long now) {
    int begun = underWay;
    while (concurrency.admits(begun, now)) {
      begun++;
    }
    return begun;
  }

  @Test
  void fiveBeginAtOnceAndThreeHundredMoreInTheFirstMinute() {
    BatchConcurrency concurrency = new BatchConcurrency(1_000);
    int underWay = fill(concurrency, 0, 0);
    assertEquals(5, underWay);
    for (int second = 1; second <= 60; second++) {
      underWay = fill(concurrency, underWay, second * SECOND);
    }
    assertTrue(Math.abs(underWay - 305) <= 1, "" + underWay);
  }

  @Test
  void itGrowsOnlyWhileItIsShort() {
    BatchConcurrency concurrency = new BatchConcurrency(1_000);
    assertTrue(concurrency.admits(4, 0));
    assertTrue(concurrency.admits(4, 60 * SECOND));
    assertFalse(concurrency.admits(5, 60 * SECOND));
  }

  @Test
  void aQueueThatRanDryBeginsWithFiveAgain() {
    BatchConcurrency concurrency = new BatchConcurrency(1_000);
    fill(concurrency, 5, 0);
    assertTrue(concurrency.admits(20, 10 * SECOND));
    concurrency.ranDry();
    assertEquals(5, fill(concurrency, 0, 20 * SECOND));
  }

  @Property(tries = 200)
  void itNeverPassesItsLimitOrItsRate(
      @ForAll @IntRange(min = 1, max = 50) int most,
      @ForAll @Size(max = 50) List<@IntRange(max = 2_000) Integer> pauses) {
    BatchConcurrency concurrency = new BatchConcurrency(most);
    long now = 0;
    int underWay = fill(concurrency, 0, now);
    for (int pause : pauses) {
      now += pause * 1_000_000L;
      underWay = fill(concurrency, underWay, now);
      assertTrue(underWay <= Math.min(most, 5 + now * 5.0 / SECOND + 1e-6), "" + underWay);
    }
  }
}
