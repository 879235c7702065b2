package dev.broadside.load;

import dev.broadside.measure.Latencies;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How late publications were handed to their channels, and why some were not taken. Event loops
 * add, the conductor reads.
 */
final class PublishDelays implements Schedule.Listener {
  private final Queue<Long> added = new ConcurrentLinkedQueue<>();
  private final Latencies latencies = new Latencies();
  private final PublishFailures failures = new PublishFailures();

  @Override
  public void delay(long nanos) {
    added.add(nanos);
  }

  @Override
  public void failed(String reason) {
    failures.add(reason);
  }

  /** Why some were not taken; empty when all were. */
  String failureReasons() {
    return failures.reasons();
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
