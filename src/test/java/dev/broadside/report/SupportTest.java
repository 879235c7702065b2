package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SupportTest {

  @ParameterizedTest
  @CsvSource({
    "4, 4 broadcasts: too few for any percentile at 95%",
    "1, 1 broadcast: too few for any percentile at 95%",
    "5, 5 broadcasts: p50 at 95%",
    "28, 28 broadcasts: p50 at 95%",
    "29, 29 broadcasts: p90 at 95%",
    "58, 58 broadcasts: p90 at 95%",
    "59, 59 broadcasts: p95 at 95%",
    "298, 298 broadcasts: p95 at 95%",
    "299, 299 broadcasts: p99 at 95%",
    "2994, '2,994 broadcasts: p99 at 95%'",
    "2995, '2,995 broadcasts: p99.9 at 95%'",
  })
  void theNumberOfBroadcastsLimitsThePercentile(long broadcasts, String sentence) {
    assertEquals(sentence, Support.of(broadcasts, 1).sentence());
  }

  @Test
  void theBroadcastsOfABurstWaitForEachOtherSoItIsTheBurstsThatCount() {
    assertEquals("60 broadcasts in 6 bursts: p50 at 95%", Support.of(60, 10).sentence());
    assertEquals("590 broadcasts in 59 bursts: p95 at 95%", Support.of(590, 10).sentence());
    assertEquals(
        "10 broadcasts in 1 burst: too few for any percentile at 95%",
        Support.of(10, 10).sentence());
    assertFalse(Support.of(60, 10).includes(Support.Level.P95));
  }
}
