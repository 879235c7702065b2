package dev.broadside.load;

import dev.broadside.measure.Latencies;
import dev.broadside.measure.RunSummary;
import java.util.concurrent.atomic.AtomicInteger;

/** What happened to a room's connections and publications; event loops count. */
final class RoomCounts {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger stayed = new AtomicInteger();
  private final Latencies connect = new Latencies();

  void opened(long tookNanos) {
    opened.incrementAndGet();
    synchronized (connect) {
      connect.record(tookNanos);
    }
  }

  void failed() {
    failed.incrementAndGet();
  }

  void dropped() {
    dropped.incrementAndGet();
  }

  /** The number of the next broadcast, from 0. */
  int begin() {
    return begun.getAndIncrement();
  }

  /** A broadcast whose frame never left. */
  void stayed() {
    stayed.incrementAndGet();
  }

  /** The audience's connections: here as many are asked for as users have. */
  RunSummary.Connections connections() {
    synchronized (connect) {
      long asked = (long) opened.get() + failed.get();
      return new RunSummary.Connections(
          asked, opened.get(), failed.get(), dropped.get(), connect.distribution());
    }
  }

  int begun() {
    return begun.get();
  }

  int stayedHere() {
    return stayed.get();
  }
}
