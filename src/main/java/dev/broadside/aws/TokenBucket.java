package dev.broadside.aws;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket that any thread may take from without a lock.
 *
 * <p>It keeps no count of tokens but the moment at which it will be full again (the generic cell
 * rate algorithm): a token costs 1 / rate seconds of that moment, and the bucket is empty when the
 * moment lies burst / rate seconds ahead. So nothing has to be refilled, and one compare-and-set is
 * a take.
 */
public final class TokenBucket {
  private static final double SECOND_NANOS = 1e9;

  private final double nanosPerToken;
  private final long depthNanos;
  private final LongSupplier nanoTime;
  private final AtomicLong fullAt;

  /** A full one. */
  public TokenBucket(Quota quota, LongSupplier nanoTime) {
    this.nanosPerToken = SECOND_NANOS / quota.perSecond();
    this.depthNanos = Math.round(quota.burst() * nanosPerToken);
    this.nanoTime = nanoTime;
    this.fullAt = new AtomicLong(nanoTime.getAsLong());
  }

  /** Takes one token; false, and nothing taken, where there is none. */
  public boolean tryTake() {
    long now = nanoTime.getAsLong();
    while (true) {
      long full = fullAt.get();
      long next = after(full, now, 1);
      if (next - now > depthNanos) {
        return false;
      }
      if (fullAt.compareAndSet(full, next)) {
        return true;
      }
    }
  }

  /** Whether there is anything left, after what was charged. */
  public boolean hasAny() {
    return fullAt.get() - nanoTime.getAsLong() < depthNanos;
  }

  /** Takes {@code tokens}, which may be more than there are: the rest is owed. */
  public void charge(double tokens) {
    long now = nanoTime.getAsLong();
    fullAt.updateAndGet(full -> after(full, now, tokens));
  }

  private long after(long full, long now, double tokens) {
    return (full - now > 0 ? full : now) + Math.round(tokens * nanosPerToken);
  }
}
