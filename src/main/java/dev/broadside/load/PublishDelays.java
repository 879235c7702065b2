package dev.broadside.load;

import dev.broadside.measure.Latencies;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How late publications were handed to their channels. Event loops add, the conductor reads. */
final class PublishDelays implements Schedule.Delays {
  private final Queue<Long> added = new ConcurrentLinkedQueue<>();
  private final Latencies latencies = new Latencies();

  @Override
  public void delay(long nanos) {
    added.add(nanos);
  }

  /** What was added so far; one thread. */
  Latencies latencies() {
    for (Long nanos = added.poll(); nanos != null; nanos = added.poll()) {
      latencies.record(nanos);
    }
    return latencies;
  }

  /** The 99th percentile; {@code Long.MAX_VALUE} when nothing was published. */
  long p99Nanos() {
    Double millis = latencies().percentileMillis(99);
    return millis == null ? Long.MAX_VALUE : Math.round(millis * 1e6);
  }
}
