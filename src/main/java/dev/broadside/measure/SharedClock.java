package dev.broadside.measure;

import org.jspecify.annotations.Nullable;

/**
 * Whether {@code System.nanoTime} is the same in two processes of one machine, found by asking: a
 * reading of the other must fall between two of our own, the one before it was asked and the one
 * after it answered. Each answer says by how much the other may be ahead: from {@code its - after}
 * to {@code its - before}; all of them together leave what none of them rules out.
 *
 * @param leastAheadNanos the other is ahead by this at least
 * @param mostAheadNanos and by this at most
 */
public record SharedClock(long leastAheadNanos, long mostAheadNanos) {

  /** Nothing asked yet: anything may be. */
  public static final SharedClock UNKNOWN = new SharedClock(Long.MIN_VALUE, Long.MAX_VALUE);

  /** What is left when the other said {@code its} between our {@code before} and {@code after}. */
  public SharedClock heard(long before, long its, long after) {
    return new SharedClock(
        Math.max(leastAheadNanos, its - after), Math.min(mostAheadNanos, its - before));
  }

  /** Whether both may be one clock, which is what Linux promises. */
  public boolean isOne() {
    return !equals(UNKNOWN) && leastAheadNanos <= 0 && mostAheadNanos >= 0;
  }

  /**
   * By how much the other is ahead; {@code null} when nothing was heard, or no one number agrees
   * with all answers.
   */
  public @Nullable Long aheadNanos() {
    if (isOne()) {
      return 0L;
    }
    return !equals(UNKNOWN) && leastAheadNanos <= mostAheadNanos
        ? Long.valueOf(leastAheadNanos + (mostAheadNanos - leastAheadNanos) / 2)
        : null;
  }

  /** By how much {@link #aheadNanos} may be wrong. */
  public long boundNanos() {
    return isOne() ? 0 : Math.max(0, mostAheadNanos - leastAheadNanos + 1) / 2;
  }
}
