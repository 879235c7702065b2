package dev.broadside.load;

import dev.broadside.scenario.Renewal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When connections are replaced before the stage cuts them. The first ones have lives of every
 * length up to the longest, as those of a stage that has been up for long: however they were
 * opened, {@code connections / maxAge} are replaced a second, and never all at once.
 */
final class Lifetimes {
  /** No first connection. */
  static final int LATER = -1;

  static final long NEVER = Long.MAX_VALUE;

  private final @Nullable Duration maxAge;
  private final @Nullable Duration maxIdle;
  private final int connections;

  /** Lifetimes for so many who each begin with a first connection. */
  Lifetimes(Renewal renewal, int connections) {
    this.maxAge = renewal.maxAge();
    this.maxIdle = renewal.maxIdle();
    this.connections = connections;
  }

  /**
   * When a connection is due to be replaced, as things are.
   *
   * @param first whose first one it is, from 0, or {@link #LATER}
   * @param heardNanos when something arrived on it last
   */
  long dueNanos(int first, long joinedNanos, long heardNanos) {
    long due = NEVER;
    if (maxAge != null) {
      double share = first == LATER ? 1 : (first + 1.0) / connections;
      due = joinedNanos + Math.round(maxAge.toNanos() * share);
    }
    if (maxIdle != null) {
      long idle = heardNanos + maxIdle.toNanos();
      due = due == NEVER || idle - due < 0 ? idle : due;
    }
    return due;
  }
}
