package dev.broadside.load;

import dev.broadside.measure.Latencies;
import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How late the event loops are: every ten milliseconds each one notes by how much it missed the
 * time it asked to be woken. A loop that is busy with other frames, or waits for a processor that
 * the stage holds, stamps a frame as late as this. No sleeping thread would see that, since the
 * kernel wakes who slept before who is busy. Event loops add, the conductor reads.
 *
 * <p>A late loop looks less often, so its looks alone would hide what they look for: one that is
 * 400 ms late all the time looks twice a second, beside a hundred times for each of the others. So
 * a lag stands for every look that it kept from happening, 10 ms less for each later one: what
 * counts is how late a frame would be that comes at any moment. And the worst loop is told, since
 * the last receiver of a broadcast is one of its connections.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The task ends itself.
final class LoopLags {
  private static final long PERIOD_NANOS = 10_000_000;

  private final LongSupplier nanoTime;
  private final Queue<Watch> watches = new ConcurrentLinkedQueue<>();
  private volatile boolean measuring;
  private volatile boolean over;

  LoopLags() {
    this(System::nanoTime);
  }

  LoopLags(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Watches {@code loop} until the end. */
  void watch(EventLoop loop) {
    Watch watch = new Watch(loop);
    watch.next();
    watches.add(watch);
  }

  /** From now on it counts. */
  void begin() {
    measuring = true;
  }

  /** From now on nothing counts and nobody watches; who should have looked by now is late. */
  void end() {
    if (measuring) {
      measuring = false;
      watches.forEach(Watch::noteLag);
    }
    over = true;
  }

  /**
   * The 99th percentile of the worst loop so far; {@code Long.MAX_VALUE} before anything was noted.
   * One thread.
   */
  long p99Nanos() {
    return watches.stream()
        .map(Watch::p99Millis)
        .filter(millis -> millis >= 0)
        .max(Double::compare)
        .map(millis -> Math.round(millis * 1e6))
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Until when all frames that were stamped are booked too: a loop that looked has finished what it
   * read before. {@code nowNanos} where nobody is watched.
   */
  long bookedUntil(long nowNanos) {
    long until = nowNanos;
    for (Watch watch : watches) {
      until = Math.min(until - nowNanos, watch.lookedNanos - nowNanos) + nowNanos;
    }
    return until;
  }

  private final class Watch implements Runnable {
    private final EventLoop loop;
    private final Queue<Long> added = new ConcurrentLinkedQueue<>();
    private final Latencies lags = new Latencies();
    private volatile long dueNanos;
    private volatile long lookedNanos;

    /** On the loop itself, which has read nothing for this run yet. */
    Watch(EventLoop loop) {
      this.loop = loop;
      this.lookedNanos = nanoTime.getAsLong();
    }

    void next() {
      dueNanos = nanoTime.getAsLong() + PERIOD_NANOS;
      loop.schedule(this, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
      long now = nanoTime.getAsLong();
      lookedNanos = now;
      if (measuring) {
        added.add(Math.max(0, now - dueNanos));
      }
      if (!over && !loop.isShuttingDown()) {
        next();
      }
    }

    /** Adds a look that did not happen yet and should have. */
    void noteLag() {
      long lag = nanoTime.getAsLong() - dueNanos;
      if (lag > 0) {
        added.add(lag);
      }
    }

    /** Negative when nothing was noted. */
    double p99Millis() {
      for (Long nanos = added.poll(); nanos != null; nanos = added.poll()) {
        lags.record(nanos);
        for (long missed = nanos - PERIOD_NANOS; missed > 0; missed -= PERIOD_NANOS) {
          lags.record(missed);
        }
      }
      Double millis = lags.percentileMillis(99);
      return millis == null ? -1 : millis;
    }
  }
}
