package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ReservoirTest {
  @Property(tries = 200)
  void theMedianOfWhatFitsIsExact(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 1L << 50) Long> values) {
    Reservoir reservoir = new Reservoir(1);
    values.forEach(reservoir::add);
    long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
    double half = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    assertEquals(half, reservoir.median(), 0.5);
  }

  @Test
  void theMedianOfMoreIsNearTheMiddleWhateverTheirOrder() {
    Reservoir reservoir = new Reservoir(2);
    for (int value = 0; value < 100_000; value++) {
      reservoir.add(value);
    }
    // Five standard errors of a median of 1,024.
    assertEquals(50_000, reservoir.median(), 5 * 1_563);
  }

  @Test
  void aSampleIsWithoutReplacementAndOfAllWhereThereAreNoMore() {
    int[] all = {3, 5, 8, 13};
    int[] drawn = Sample.of(all, 3, 4);
    assertEquals(3, Arrays.stream(drawn).distinct().count());
    assertTrue(Arrays.stream(drawn).allMatch(each -> Arrays.binarySearch(all, each) >= 0));
    assertEquals(4, Arrays.stream(Sample.of(all, 9, 4)).distinct().count());
  }
}
