package dev.broadside.measure;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A latency's values: a histogram of those that came, a count of those that never did, and a count
 * of those below zero, which cannot be stored. Nanoseconds, three digits. One thread.
 */
public final class Latencies {
  private final Histogram histogram = new Histogram(3);
  private long never;
  private long negative;

  /** An empty one. */
  public Latencies() {
    histogram.setAutoResize(true);
  }

  /** Adds a value; {@link Long#MAX_VALUE} is one that never came. */
  public void record(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      never++;
    } else if (nanos < 0) {
      negative++;
    } else {
      histogram.recordValue(nanos);
    }
  }

  /** Adds what another process measured of the same. */
  public void add(Histogram came, long neverCame, long belowZero) {
    histogram.add(came);
    never += neverCame;
    negative += belowZero;
  }

  /** How many values never came. */
  public long never() {
    return never;
  }

  /** How many values were below zero. */
  public long negative() {
    return negative;
  }

  /** The values that came. */
  public Histogram histogram() {
    return histogram;
  }

  /**
   * The value in milliseconds that {@code percentile} percent do not exceed; null is unknown or
   * never.
   */
  public @Nullable Double percentileMillis(double percentile) {
    long came = histogram.getTotalCount();
    long rank = Math.max(1, (long) Math.ceil((came + never) * percentile / 100 - 1e-9));
    if (came == 0 || rank > came) {
      return null;
    }
    return millis(histogram.getValueAtPercentile(100.0 * rank / came));
  }

  /** The statistics that {@code summary.json} holds. */
  public Distribution distribution() {
    if (histogram.getTotalCount() + never == 0) {
      return Distribution.EMPTY;
    }
    boolean some = histogram.getTotalCount() > 0;
    boolean all = some && never == 0;
    return new Distribution(
        histogram.getTotalCount() + never,
        some ? millis(histogram.getMinValue()) : null,
        all ? millis(histogram.getMean()) : null,
        percentileMillis(50),
        percentileMillis(90),
        percentileMillis(95),
        percentileMillis(99),
        percentileMillis(99.9),
        all ? millis(histogram.getMaxValue()) : null);
  }

  /** Nanoseconds as milliseconds, to the microsecond. */
  static double millis(double nanos) {
    return Math.rint(nanos / 1e3) / 1e3;
  }
}
