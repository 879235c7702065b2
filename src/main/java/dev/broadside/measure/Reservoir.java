package dev.broadside.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The latencies of one connection, as many as fit: all of them up to {@link #CAPACITY}, and then as
 * many drawn so that each had the same chance to be kept (Vitter's algorithm R). The median of
 * 1,024 kept ones has a rank within 1.6% of the middle in two of three cases. One thread.
 */
final class Reservoir {
  static final int CAPACITY = 1_024;
  private static final int FIRST_SIZE = 16;

  private final SplittableRandom random;
  private long[] kept = new long[FIRST_SIZE];
  private long seen;

  Reservoir(long seed) {
    this.random = new SplittableRandom(seed);
  }

  void add(long nanos) {
    seen++;
    if (seen <= CAPACITY) {
      int at = (int) seen - 1;
      if (at == kept.length) {
        kept = Arrays.copyOf(kept, 2 * kept.length);
      }
      kept[at] = nanos;
    } else {
      long at = random.nextLong(seen);
      if (at < CAPACITY) {
        kept[(int) at] = nanos;
      }
    }
  }

  boolean isEmpty() {
    return seen == 0;
  }

  /** How many were added, kept or not. */
  long seen() {
    return seen;
  }

  private long[] sorted() {
    long[] sorted = Arrays.copyOf(kept, (int) Math.min(seen, CAPACITY));
    Arrays.sort(sorted);
    return sorted;
  }

  /** The least of what was kept that a share of it does not exceed. */
  long quantile(double share) {
    long[] sorted = sorted();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Of what was kept; of an even number the mean of the middle two. */
  double median() {
    long[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2.0;
  }
}
