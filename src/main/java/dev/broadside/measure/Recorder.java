package dev.broadside.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns settled broadcasts into numbers: histograms, interval logs and totals of the measured
 * window. One thread, the conductor's.
 */
public final class Recorder {
  /** Hears of every measured broadcast once it is settled. */
  public interface Listener {
    /** A broadcast is settled; called on the conductor's thread. */
    void settled(Settled broadcast);
  }

  private final Ledger ledger;
  private final IntervalLog deliveryLog;
  private final IntervalLog lastLog;
  private final List<Listener> listeners;

  private final Latencies delivery = new Latencies();
  private final Latencies service = new Latencies();
  private final Latencies first = new Latencies();
  private final Latencies p90 = new Latencies();
  private final Latencies p99 = new Latencies();
  private final Latencies last = new Latencies();
  private final RoomSizes rooms = new RoomSizes();

  private long broadcasts;
  private long complete;
  private long expected;
  private long delivered;
  private long late;
  private long churned;
  private long churnedWithIt;
  private long disconnected;
  private long notReceived;
  private long interrupted;

  /** A recorder that writes into two interval logs. */
  public Recorder(
      Ledger ledger, IntervalLog deliveryLog, IntervalLog lastLog, List<Listener> listeners) {
    this.ledger = ledger;
    this.deliveryLog = deliveryLog;
    this.lastLog = lastLog;
    this.listeners = List.copyOf(listeners);
  }

  /** Takes in what the ledger settled; warm-up is left out. */
  public void record(List<Settled> settled) {
    for (Settled broadcast : settled) {
      if (broadcast.measured()) {
        record(broadcast);
        listeners.forEach(listener -> listener.settled(broadcast));
      }
    }
  }

  private void record(Settled broadcast) {
    long intended = broadcast.intendedNanos();
    long publishDelay = broadcast.sentNanos() - intended;
    for (int i = 0; i < broadcast.delivered(); i++) {
      long latency = broadcast.latencyNanos(i);
      delivery.record(latency);
      service.record(latency - publishDelay);
      deliveryLog.record(intended + latency, latency);
    }
    count(broadcast);
    rooms.add(broadcast);
    if (broadcast.isToNobody()) {
      return;
    }
    first.record(broadcast.reachedNanos(0));
    p90.record(broadcast.reachedNanos(90));
    p99.record(broadcast.reachedNanos(99));
    long lastNanos = broadcast.reachedNanos(100);
    last.record(lastNanos);
    lastLog.record(intended + lastNanos, lastNanos);
  }

  private void count(Settled broadcast) {
    broadcasts++;
    // Where nobody was to have it, it is as little complete as its last receiver has a latency.
    complete += broadcast.lost() == 0 && broadcast.expected() > 0 ? 1 : 0;
    expected += broadcast.expected();
    delivered += broadcast.delivered();
    late += broadcast.late();
    churned += broadcast.churned().all();
    churnedWithIt += broadcast.churned().withIt();
    broadcast.lostConnections().forEach(connection -> countLost(broadcast, connection));
  }

  private void countLost(Settled broadcast, int connection) {
    if (broadcast.cutShort()) {
      interrupted++;
    } else if (broadcast.wasCut(connection) || ledger.isDisconnected(connection)) {
      disconnected++;
    } else {
      notReceived++;
    }
  }

  /** Writes the seconds of the interval logs that are past. */
  public void writeBefore(long nanos) {
    deliveryLog.writeBefore(nanos);
    lastLog.writeBefore(nanos);
  }

  /** The latencies so far. */
  public RunSummary.Latency latency() {
    return new RunSummary.Latency(
        delivery.distribution(),
        service.distribution(),
        first.distribution(),
        p90.distribution(),
        p99.distribution(),
        last.distribution());
  }

  /**
   * The latencies as an SLO sees them: a delivery that was lost took forever, so that losses make
   * no latency look better.
   */
  public RunSummary.Latency judgedLatency() {
    return judged(latency());
  }

  /** The same, of the {@link #latency} that was asked for a moment ago: it is much to count. */
  public RunSummary.Latency judged(RunSummary.Latency told) {
    return new RunSummary.Latency(
        delivery.distribution(expected - delivered),
        told.serviceMillis(),
        told.firstMillis(),
        told.p90Millis(),
        told.p99Millis(),
        told.lastMillis());
  }

  /** The last receivers so far by the size of the room. */
  public List<RunSummary.RoomSize> rooms() {
    return rooms.told();
  }

  /** Broadcasts of the measured window that are settled. */
  public long settledBroadcasts() {
    return broadcasts;
  }

  /** Broadcasts that everybody has. */
  public long completeBroadcasts() {
    return complete;
  }

  /**
   * Messages that AWS would charge for what arrived of the measured window, repeats and echoes too.
   */
  public long billedMessages() {
    return ledger.billed();
  }

  /** Latencies below zero, of which a sound measurement has none. */
  public long negative() {
    return delivery.negative() + service.negative();
  }

  /** Whether as many were delivered as were counted where they arrived, once all is settled. */
  public boolean matchesArrivals() {
    return delivered == ledger.deliveries();
  }

  /** Whether {@code expected = delivered + lost} holds in the histograms too. */
  public boolean balances() {
    return expected == delivered + late + disconnected + notReceived + interrupted
        && delivery.histogram().getTotalCount() + delivery.negative() == delivered;
  }

  /** How many of those that we made come or go have a broadcast all the same. */
  public long churnedWithIt() {
    return churnedWithIt;
  }

  /** The books. */
  public RunSummary.Deliveries deliveries() {
    Ledger.Extras extras = ledger.extras();
    long lateAfterwards = Math.min(extras.lateAfterwards(), notReceived);
    Map<String, Long> reasons = new TreeMap<>();
    putIfAny(reasons, "disconnected", disconnected);
    putIfAny(reasons, "interrupted", interrupted);
    putIfAny(reasons, "late", late + lateAfterwards);
    putIfAny(reasons, "notReceived", notReceived - lateAfterwards);
    return new RunSummary.Deliveries(
        expected,
        delivered,
        expected - delivered,
        reasons,
        late + lateAfterwards,
        extras.duplicate(),
        extras.repeats(),
        extras.outOfOrder(),
        extras.unexpected(),
        extras.foreign(),
        extras.echoes(),
        churned);
  }

  private static void putIfAny(Map<String, Long> reasons, String reason, long count) {
    if (count > 0) {
      reasons.put(reason, count);
    }
  }
}
