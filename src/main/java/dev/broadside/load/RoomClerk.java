package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Environment;
import dev.broadside.measure.IntervalLog;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.Settled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a room's books on a thread of its own: closes those that are due, tells Gatling, wakes who
 * waits for that, and writes the folder when the JVM ends. What is still open then was not waited
 * for: no {@code settle()} was the simulation's last step.
 */
final class RoomClerk {
  private static final long LOOK_NANOS = 10_000_000;

  private final Room.Plan plan;
  private final Place place;
  private final Ledger ledger;
  private final RoomCounts counts;
  private final LoopLags lags;
  private final IntervalLog deliveryLog;
  private final IntervalLog lastLog;
  private final Recorder recorder;
  private final Latencies publishDelays = new Latencies();
  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean over;

  /** Where its numbers are from and go to. */
  record Place(String id, Anchor anchor, RunFolder folder) {}

  RoomClerk(Room.Plan plan, Place place, Room.Books books, LoopLags lags) throws IOException {
    this.plan = plan;
    this.place = place;
    this.ledger = books.ledger();
    this.counts = books.counts();
    this.lags = lags;
    this.deliveryLog = log("delivery.hlog", "from the intended time to each delivery");
    this.lastLog = log("last.hlog", "from the intended time to the last receiver");
    this.recorder =
        new Recorder(ledger, deliveryLog, lastLog, List.of(this::noteDelay, books.log()));
    this.thread = Thread.ofPlatform().daemon().name("clerk of " + plan.name()).unstarted(this::run);
  }

  private IntervalLog log(String file, String what) throws IOException {
    Path path = place.folder().path().resolve(file);
    return new IntervalLog(path, what, place.anchor(), place.anchor().nanos());
  }

  void start() {
    thread.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "finish " + plan.name()));
  }

  /** Our own code failed: the numbers are not to be trusted, and nobody waits for them. */
  void broken(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  void whenSettled(Runnable next) {
    waiting.add(next);
  }

  private void run() {
    while (!over) {
      tick(System.nanoTime());
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  void tick(long nowNanos) {
    List<Runnable> asked = new ArrayList<>();
    for (Runnable each = waiting.poll(); each != null; each = waiting.poll()) {
      asked.add(each);
    }
    boolean open = true;
    try {
      recorder.record(ledger.settle(nowNanos));
      recorder.writeBefore(nowNanos - plan.drain().toNanos() - 2 * Ledger.GRACE.toNanos());
      open = ledger.hasOpenBooks();
    } catch (RuntimeException | Error e) {
      broken(e);
    }
    // Who asked before the books were looked at finds all of its own in them.
    if (!open || failure.get() != null) {
      asked.forEach(this::wake);
    } else {
      waiting.addAll(asked);
    }
  }

  /** What becomes of one of them is nothing to the others, who would wait for ever. */
  private void wake(Runnable asked) {
    try {
      asked.run();
    } catch (RuntimeException | Error e) {
      broken(e);
    }
  }

  private void noteDelay(Settled broadcast) {
    publishDelays.record(broadcast.sentNanos() - broadcast.intendedNanos());
  }

  private void finish() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
      lags.end();
      List<Settled> stillOpen = ledger.settleAll(System.nanoTime());
      recorder.record(stillOpen);
      deliveryLog.close();
      lastLog.close();
      RoomSummary summary = summary(stillOpen.size());
      place.folder().writeJson("summary.json", summary);
      Path folder = place.folder().finish();
      summary.warnings().forEach(warning -> System.err.println("broadside: " + warning));
      System.out.println("Broadcasts of " + plan.name() + ": " + folder.resolve("summary.json"));
    } catch (IOException | RuntimeException e) {
      System.err.println("broadside: the numbers of " + plan.name() + " cannot be written: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RoomSummary summary(int stillOpen) {
    long stayed = counts.stayedHere() + ledger.answers().rejected();
    long lag = lags.p99Nanos();
    return new RoomSummary(
        RoomSummary.SCHEMA,
        place.id(),
        plan.name(),
        place.anchor().toInstant(place.anchor().nanos()).toString(),
        place.anchor().toInstant(System.nanoTime()).toString(),
        warnings(stillOpen),
        counts.connections(),
        RoomSummary.broadcasts(
            counts.begun(),
            stayed,
            recorder.settledBroadcasts(),
            recorder.completeBroadcasts(),
            publishDelays.distribution()),
        recorder.deliveries(),
        recorder.latency(),
        lag == Long.MAX_VALUE ? null : lag / 1e6,
        Environment.current());
  }

  private List<String> warnings(int stillOpen) {
    List<String> warnings = new ArrayList<>();
    Throwable cause = failure.get();
    if (cause != null) {
      warnings.add("the numbers of " + plan.name() + " cannot be trusted: " + cause);
    }
    if (stillOpen > 0) {
      warnings.add(
          stillOpen
              + " broadcasts of "
              + plan.name()
              + " were still open when the simulation ended, and Gatling's report has none of them:"
              + " let the last step of whoever publishes be settle()");
    }
    if (recorder.negative() > 0 || !recorder.balances()) {
      warnings.add("the books of " + plan.name() + " do not balance: report this as a bug");
    }
    return warnings;
  }
}
