package dev.broadside.load;

import dev.broadside.measure.Latencies;
import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * How late the event loops are: every ten milliseconds each one notes by how much it missed the
 * time it asked to be woken. A loop that is busy with other frames, or waits for a processor that
 * the stage holds, stamps a frame as late as this. No sleeping thread would see that, since the
 * kernel wakes who slept before who is busy. Event loops add, the conductor reads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The task ends itself.
final class LoopLags {
  private static final long PERIOD_NANOS = 10_000_000;

  private final Queue<Long> added = new ConcurrentLinkedQueue<>();
  private final Latencies lags = new Latencies();
  private volatile boolean measuring;
  private volatile boolean over;

  /** Watches {@code loop} until the end. */
  void watch(EventLoop loop) {
    new Watch(loop).next();
  }

  /** From now on it counts. */
  void begin() {
    measuring = true;
  }

  /** From now on nothing counts and nobody watches. */
  void end() {
    measuring = false;
    over = true;
  }

  /** The 99th percentile so far, 0 before anything was noted; one thread. */
  long p99Nanos() {
    for (Long nanos = added.poll(); nanos != null; nanos = added.poll()) {
      lags.record(nanos);
    }
    Double millis = lags.percentileMillis(99);
    return millis == null ? 0 : Math.round(millis * 1e6);
  }

  private final class Watch implements Runnable {
    private final EventLoop loop;
    private long dueNanos;

    Watch(EventLoop loop) {
      this.loop = loop;
    }

    void next() {
      dueNanos = System.nanoTime() + PERIOD_NANOS;
      loop.schedule(this, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
      if (measuring) {
        added.add(Math.max(0, System.nanoTime() - dueNanos));
      }
      if (!over && !loop.isShuttingDown()) {
        next();
      }
    }
  }
}
