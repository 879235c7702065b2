package dev.broadside.load;

import dev.broadside.scenario.Rate;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spaces what many ask for at once, so that never more begin than a rate allows. Turns that nobody
 * took are not saved up.
 */
final class Pacer {
  private final long intervalNanos;
  private final AtomicLong free;

  /** Everybody who asks from {@code startNanos} on is spaced. */
  Pacer(Rate rate, long startNanos) {
    this.intervalNanos = Math.round(1e9 / rate.perSecond());
    this.free = new AtomicLong(startNanos);
  }

  /** Takes the next turn: how many nanoseconds from now it is. */
  long waitNanos(long nowNanos) {
    long turn = free.getAndUpdate(next -> (next - nowNanos > 0 ? next : nowNanos) + intervalNanos);
    return Math.max(0, turn - nowNanos);
  }
}
