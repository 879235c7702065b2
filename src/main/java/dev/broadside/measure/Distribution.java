package dev.broadside.measure;

import org.jspecify.annotations.Nullable;

/**
 * A latency's distribution, in milliseconds with fractions.
 *
 * @param count how many values there are, those that never came included
 * @param min {@code null}, as every other field, when it is unknown or falls on a value that never
 *     came: losses never make a latency look better
 */
public record Distribution(
    long count,
    @Nullable Double min,
    @Nullable Double mean,
    @Nullable Double p50,
    @Nullable Double p90,
    @Nullable Double p95,
    @Nullable Double p99,
    @Nullable Double p999,
    @Nullable Double max) {

  /** No value at all. */
  public static final Distribution EMPTY =
      new Distribution(0, null, null, null, null, null, null, null, null);
}
