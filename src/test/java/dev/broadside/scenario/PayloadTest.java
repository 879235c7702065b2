package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PayloadTest {
  private static Payload mix(double... percents) {
    List<Payload.Share> shares =
        Arrays.stream(percents)
            .mapToObj(
                percent ->
                    new Payload.Share(
                        new ByteSize(100 + (int) (percent * 10)), BigDecimal.valueOf(percent)))
            .toList();
    return new Payload(shares);
  }

  @Test
  void sharesThatDivideEvenlyAreExact() {
    assertArrayEquals(new int[] {54, 6}, mix(90, 10).counts(60));
  }

  @Test
  void whatIsLeftOverGoesToTheLargestRemainder() {
    // Quotas 3.5, 2.45 and 1.05.
    assertArrayEquals(new int[] {4, 2, 1}, mix(50, 35, 15).counts(7));
  }

  @Property(tries = 200)
  void theCountsAreAllBroadcastsAndNoneIsOneAwayFromItsQuota(
      @ForAll @IntRange(max = 1_000_000) int broadcasts,
      @ForAll @IntRange(min = 1, max = 49) int first,
      @ForAll @IntRange(min = 1, max = 49) int second) {
    int[] percents = {first, second, 100 - first - second};
    int[] counts = mix(first, second, 100 - first - second).counts(broadcasts);
    assertEquals(broadcasts, Arrays.stream(counts).sum());
    for (int i = 0; i < counts.length; i++) {
      assertTrue(Math.abs(counts[i] - broadcasts * (percents[i] / 100.0)) < 1);
    }
  }

  @Test
  void theMeanWeighsEachSizeByItsShare() {
    assertEquals(1.1, mix(90, 10).mean(bytes -> bytes > 500 ? 1 : 2), 1e-12);
  }
}
