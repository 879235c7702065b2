package dev.broadside.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong(-SECOND);

  private TokenBucket bucket(double perSecond, double burst) {
    return new TokenBucket(new Quota(perSecond, burst), clock::get);
  }

  /** Offers three times the rate for ten seconds; says how many passed. */
  private long passedInTenSeconds(TokenBucket bucket, double perSecond) {
    long passed = 0;
    long offers = Math.round(30 * perSecond);
    long begin = clock.get();
    for (long i = 1; i <= offers; i++) {
      clock.set(begin + i * 10 * SECOND / offers);
      passed += bucket.tryTake() ? 1 : 0;
    }
    return passed;
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "10000, 5000", "333.3, 7", "3, 1", "0.7, 2"})
  void inTenSecondsItsBurstAndTenTimesItsRatePassWithinTwoPerCent(double rate, double burst) {
    double quota = burst + 10 * rate;
    assertEquals(
        quota, (double) passedInTenSeconds(bucket(rate, burst), rate), Math.max(1, 0.002 * quota));
  }

  private static void take(TokenBucket bucket, int tokens) {
    for (int i = 0; i < tokens; i++) {
      assertTrue(bucket.tryTake(), "token " + i);
    }
  }

  @Test
  void aFullBucketGivesItsBurstAtOnceAndNoMore() {
    TokenBucket bucket = bucket(10, 3);
    take(bucket, 3);
    assertFalse(bucket.tryTake());
    clock.addAndGet(SECOND / 10);
    assertTrue(bucket.tryTake());
    assertFalse(bucket.tryTake());
  }

  @Test
  void aLongRestFillsItNoFurtherThanItsBurst() {
    TokenBucket bucket = bucket(10, 2);
    clock.addAndGet(1_000_000 * SECOND);
    take(bucket, 2);
    assertFalse(bucket.tryTake());
  }

  @Test
  void whatIsChargedBeyondItsTokensIsOwed() {
    TokenBucket bucket = bucket(100, 100);
    bucket.charge(250);
    assertFalse(bucket.hasAny());
    clock.addAndGet(SECOND + SECOND / 2);
    assertFalse(bucket.hasAny());
    clock.addAndGet(SECOND / 100);
    assertTrue(bucket.hasAny());
  }

  @Property(tries = 200)
  void whateverTheGapsNoMorePassesThanBurstAndRateAllow(
      @ForAll @IntRange(min = 1, max = 2_000) int rate,
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @Size(max = 200) List<@IntRange(max = 50_000_000) Integer> gaps) {
    AtomicLong now = new AtomicLong();
    TokenBucket bucket = new TokenBucket(new Quota(rate, burst), now::get);
    long passed = 0;
    for (int gap : gaps) {
      now.addAndGet(gap);
      passed += bucket.tryTake() ? 1 : 0;
      double most = burst + rate * (now.get() / 1e9);
      assertTrue(passed <= most + 1e-3, passed + " of " + most);
    }
  }
}
