package dev.broadside.scale.merge;

import dev.broadside.measure.Latencies;
import org.HdrHistogram.Histogram;

/**
 * What a shard measured of one {@link Quantity}: a histogram of what came, nanoseconds with three
 * digits; how many never came; and how many were below zero and are not in the histogram.
 */
public record Values(Histogram histogram, long never, long belowZero) {
  /** What a shard's {@link Latencies} hold. */
  public static Values of(Latencies latencies) {
    return new Values(latencies.histogram(), latencies.never(), latencies.negative());
  }

  /** Nothing was measured. */
  public static Values none() {
    return new Values(new Histogram(3), 0, 0);
  }
}
