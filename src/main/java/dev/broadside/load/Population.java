package dev.broadside.load;

import dev.broadside.measure.Latencies;
import dev.broadside.measure.RunSummary;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a run: how many were asked for, are open, failed and why, were dropped; and
 * how their Gatling users are woken at the end. All of it is atomic: event loops write, the
 * conductor reads.
 */
final class Population {
  /** So many failures with not one success mean that going on is pointless. */
  private static final int HOPELESS = 20;

  private final int asked;
  private final int publishers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger publishersOpened = new AtomicInteger();
  private final AtomicInteger publishersDropped = new AtomicInteger();
  private final AtomicInteger publishersFailed = new AtomicInteger();
  private final Map<String, AtomicInteger> reasons = new ConcurrentHashMap<>();
  private final Queue<Long> connectNanos = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> parked = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Throwable> internalFailure = new AtomicReference<>();
  private final CountDownLatch decided;
  private volatile boolean over;

  Population(int asked, int publishers) {
    this.asked = asked;
    this.publishers = publishers;
    this.decided = new CountDownLatch(asked + publishers);
  }

  /** The number of the next connection, from 0. */
  int nextNumber() {
    return next.getAndIncrement();
  }

  void subscriberOpened(long nanos) {
    opened.incrementAndGet();
    connectNanos.add(nanos);
    decided.countDown();
  }

  void publisherOpened() {
    publishersOpened.incrementAndGet();
    decided.countDown();
  }

  void subscriberFailed(String reason) {
    failed.incrementAndGet();
    failed(reason);
  }

  void publisherFailed(String reason) {
    publishersFailed.incrementAndGet();
    failed(reason);
  }

  private void failed(String reason) {
    reasons.computeIfAbsent(reason, r -> new AtomicInteger()).incrementAndGet();
    decided.countDown();
    boolean noneOpen = opened.get() + publishersOpened.get() == 0;
    if (noneOpen && failed.get() + publishersFailed.get() >= HOPELESS) {
      while (decided.getCount() > 0) {
        decided.countDown();
      }
    }
  }

  void dropped() {
    dropped.incrementAndGet();
  }

  /** The stage or the network cut a subscriber that was open. */
  void cut(String reason) {
    countCut(RunSummary.CUT + reason);
  }

  /** The same of a publisher. */
  void publisherCut(String reason) {
    countCut(RunSummary.PUBLISHER_CUT + reason);
  }

  private void countCut(String reason) {
    if (!over) {
      reasons.computeIfAbsent(reason, r -> new AtomicInteger()).incrementAndGet();
    }
  }

  /** How many connections are open or have failed to; those of publishers too. */
  int decided() {
    return opened.get() + failed.get() + publishersOpened.get() + publishersFailed.get();
  }

  /** Whether any connection was ever open. */
  boolean hasLetSomebodyIn() {
    return opened.get() + publishersOpened.get() > 0;
  }

  /** How many failed to open, or were open and are no more; those of publishers too. */
  int troubled() {
    return failed.get() + dropped.get() + publishersFailed.get() + publishersDropped.get();
  }

  /** Our own code failed on a connection. */
  void broken(Throwable cause) {
    internalFailure.compareAndSet(null, cause);
  }

  /** The first failure of our own code; {@code null} when there was none. */
  @Nullable Throwable internalFailure() {
    return internalFailure.get();
  }

  /** Waits until every connection is open or has failed, or opening is hopeless. */
  boolean awaitDecided(long millis) throws InterruptedException {
    return decided.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Stops the waiting. */
  void giveUp() {
    while (decided.getCount() > 0) {
      decided.countDown();
    }
  }

  int opened() {
    return opened.get();
  }

  /** Subscribers open at this moment. */
  int open() {
    return opened.get() - dropped.get();
  }

  int publishersOpened() {
    return publishersOpened.get();
  }

  /** Publishers open at this moment. */
  int publishersOpen() {
    return publishersOpened.get() - publishersDropped.get();
  }

  void publisherDropped() {
    publishersDropped.incrementAndGet();
  }

  int publishers() {
    return publishers;
  }

  /** Why connections failed or were cut, most frequent reason first; empty when none did. */
  String failureReasons() {
    return reasons.entrySet().stream()
        .sorted((a, b) -> b.getValue().get() - a.getValue().get())
        .limit(3)
        .map(entry -> entry.getKey() + " (" + entry.getValue() + " times)")
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }

  /** Why there is nobody to measure {@code target} with, and what to do. */
  String nobodyConnected(String target) {
    String who = open() == 0 ? "subscriber" : "publisher";
    if ((open() == 0 ? opened() : publishersOpened()) > 0) {
      return "every %s's connection to %s was closed again before publishing began (%s): ask the stage why"
          .formatted(who, target, failureReasons());
    }
    String why = failureReasons();
    return "no %s could connect to %s: %s; %s".formatted(who, target, why, Failures.remedy(why));
  }

  RunSummary.Connections summary() {
    Map<String, Long> why = new TreeMap<>();
    reasons.forEach((reason, times) -> why.put(reason, times.longValue()));
    return new RunSummary.Connections(
            asked, opened.get(), failed.get(), dropped.get(), connectLatencies().distribution())
        .because(why);
  }

  /** What the handshakes took so far. */
  Latencies connectLatencies() {
    Latencies connect = new Latencies();
    connectNanos.forEach(connect::record);
    return connect;
  }

  /** Parks a Gatling user until the run is over; at once when it is. */
  void park(Runnable wake) {
    parked.add(wake);
    if (over) {
      wakeAll();
    }
  }

  /** The run is over: every parked user goes on, every later one does at once. */
  void end() {
    over = true;
    wakeAll();
  }

  /** Whether new users need not connect any more. */
  boolean isOver() {
    return over;
  }

  private void wakeAll() {
    for (Runnable wake = parked.poll(); wake != null; wake = parked.poll()) {
      wake.run();
    }
  }
}
