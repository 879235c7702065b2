package dev.broadside.load;

import dev.broadside.measure.Latencies;
import dev.broadside.measure.RunSummary;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts those whom we make leave and who come back. Event loops and the thread of the {@link
 * Turnover} write, the conductor reads.
 */
final class Comings {
  private final long slowNanos;
  private final AtomicInteger away = new AtomicInteger();
  private final LongAdder leaves = new LongAdder();
  private final LongAdder storms = new LongAdder();
  private final LongAdder renewals = new LongAdder();
  private final LongAdder rejoins = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Queue<Long> added = new ConcurrentLinkedQueue<>();
  private final Latencies rejoinNanos = new Latencies();

  /** A rejoin that takes longer than {@code slowNanos} is slow. */
  Comings(long slowNanos) {
    this.slowNanos = slowNanos;
  }

  /** Why somebody leaves. */
  enum Cause {
    CHURN,
    /** Before the stage would cut it. */
    RENEWAL
  }

  void left(Cause cause) {
    away.incrementAndGet();
    (cause == Cause.CHURN ? leaves : renewals).increment();
  }

  /** A publisher was replaced; it was never away. */
  void replaced(long handshakeNanos) {
    renewals.increment();
    rejoins.increment();
    added.add(handshakeNanos);
  }

  void storm() {
    storms.increment();
  }

  /** Somebody is back, {@code tookNanos} after it began to connect. */
  void rejoined(long handshakeNanos, long tookNanos) {
    away.decrementAndGet();
    rejoins.increment();
    added.add(handshakeNanos);
    if (tookNanos > slowNanos) {
      slow.increment();
    }
  }

  void failed(String reason) {
    failures.computeIfAbsent(reason, r -> new LongAdder()).increment();
  }

  /** What their handshakes took, as of the last summary. */
  Latencies rejoinLatencies() {
    return rejoinNanos;
  }

  /** How many are away at this moment. */
  int away() {
    return away.get();
  }

  /** How many came back so far. */
  long rejoins() {
    return rejoins.sum();
  }

  /**
   * What happened so far; on the conductor's thread.
   *
   * @param planned how many were to leave
   * @param withIt deliveries that churned connections have all the same
   * @param strays what reached connections that were not there for it
   */
  RunSummary.Churn summary(long planned, long withIt, long strays) {
    for (Long nanos = added.poll(); nanos != null; nanos = added.poll()) {
      rejoinNanos.record(nanos);
    }
    Map<String, Long> reasons = new TreeMap<>();
    failures.forEach((reason, count) -> reasons.put(reason, count.sum()));
    return new RunSummary.Churn(
        planned,
        leaves.sum(),
        storms.sum(),
        renewals.sum(),
        rejoins.sum(),
        reasons.values().stream().mapToLong(Long::longValue).sum(),
        reasons,
        slow.sum(),
        away.get(),
        rejoinNanos.distribution(),
        withIt,
        strays);
  }
}
