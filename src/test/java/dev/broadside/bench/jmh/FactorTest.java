package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FactorTest {
  @Test
  void twoForksThatAgreeLeaveNoDoubt() {
    Factor factor = Factor.of(List.of(16.0, 16.0), List.of(2.0, 2.0));
    assertEquals(8, factor.mean(), 1e-9);
    assertEquals(factor.low(), factor.high());
  }

  @Test
  void oneForkHasNoInterval() {
    Factor factor = Factor.of(List.of(30.0), List.of(2.0, 4.0));
    assertEquals(factor.low(), factor.high());
  }

  /** By hand: logs 0 and 2 over 0 and 0, variance 2, so s² = 1, one degree: t is 63.66. */
  @Test
  void theIntervalIsWelchs() {
    Factor factor = Factor.of(List.of(1.0, Math.exp(2)), List.of(1.0, 1.0));
    assertEquals(Math.E, factor.mean(), 1e-9);
    assertEquals(1 + 63.657, Math.log(factor.high()), 1e-3);
    assertEquals(1 - 63.657, Math.log(factor.low()), 1e-3);
  }

  /** Of 2,000 pairs of five forks whose true factor is 10, some 99% have it in their interval. */
  @Test
  void theIntervalHasTheFactorAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(6);
    int covered = 0;
    for (int pair = 0; pair < 2_000; pair++) {
      Factor factor = Factor.of(forks(random, 10, 0.3), forks(random, 1, 0.05));
      covered += factor.low() <= 10 && 10 <= factor.high() ? 1 : 0;
    }
    assertTrue(covered >= 1_965 && covered <= 2_000, covered + " of 2,000");
  }

  private static List<Double> forks(SplittableRandom random, double center, double spread) {
    List<Double> forks = new ArrayList<>();
    for (int fork = 0; fork < 5; fork++) {
      forks.add(center * Math.exp(spread * random.nextGaussian()));
    }
    return forks;
  }

  @Test
  void itIsOfTheSameTable() {
    LookupResult scan = result(LookupRow.SCAN, 10_000, 40);
    LookupResult query = result(LookupRow.QUERY, 10_000, 2);
    LookupResult other = result(LookupRow.QUERY, 1_000, 1);
    List<ScanOverQuery> all = ScanOverQuery.in(List.of(scan, query, other));
    assertEquals(1, all.size());
    assertEquals(
        "In a table of 10,000 connections a scan takes 20.0 times as long (99%: 20.0 to 20.0) as a query of one room of 100.",
        all.getFirst().words());
  }

  private static LookupResult result(String lookup, int connections, double millis) {
    TableShape table = TableShape.REFERENCE.withConnections(connections);
    Timing timing = Timing.of(List.of(millis, millis), 0);
    return new LookupResult(new LookupRow(lookup, table), timing, 1, 1, 100, 1);
  }

  @Test
  void aParallelScanIsPredictedByItsSegments() {
    LookupRow row = new LookupRow(LookupRow.PARALLEL_SCAN, TableShape.REFERENCE);
    Timing timing = Timing.of(List.of(1.0, 1.0), 0);
    // 2,500 items of 200 B are 500,000 B: 123 times 4 KB, 61.5 units.
    List<Long> segments = List.of(2_500L, 2_500L, 2_500L, 2_500L);
    assertTrue(new LookupResult(row, timing, 4, 4, 100, 246, segments).asPredicted());
    assertTrue(new LookupResult(row, timing, 4, 4, 100, 248, segments).asPredicted());
    assertFalse(new LookupResult(row, timing, 4, 4, 100, 248.5, segments).asPredicted());
    assertFalse(new LookupResult(row, timing, 5, 5, 100, 246, segments).asPredicted());
  }
}
