package dev.broadside.scale.clock;

/**
 * What the reference is ahead by at one moment: by {@code leastNanos} at least, {@code mostNanos}
 * at most.
 */
public record Offset(long leastNanos, long mostNanos) {
  /** The middle of what is possible. */
  public long nanos() {
    return leastNanos + (mostNanos - leastNanos) / 2;
  }

  /** By how much {@link #nanos} may be wrong. */
  public long boundNanos() {
    return (mostNanos - leastNanos + 1) / 2;
  }
}
