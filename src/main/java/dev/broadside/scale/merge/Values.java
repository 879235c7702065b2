package dev.broadside.scale.merge;

import org.HdrHistogram.Histogram;

/**
 * What a shard measured of one {@link Quantity}: a histogram of what came, nanoseconds with three
 * digits; how many never came; and how many were below zero and are not in the histogram.
 */
public record Values(Histogram histogram, long never, long belowZero) {
  /** Nothing was measured. */
  public static Values none() {
    return new Values(new Histogram(3), 0, 0);
  }
}
