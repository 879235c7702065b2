package dev.broadside.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.load.witness.Invitation;
import dev.broadside.load.witness.Way;
import dev.broadside.measure.ConnectionMedians;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.Sample;
import dev.broadside.measure.SharedClock;
import dev.broadside.measure.WitnessCheck;
import dev.broadside.measure.WitnessTail;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import dev.broadside.scenario.Rooms;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The witness as the injector sees it: a process that is told to open a connection whenever one of
 * some drawn subscribers is opened, its twin, and tells when frames came. A twin is in the same
 * room and comes at the same moment, so that where it stands in the stage's tables, which decides
 * its latency when posts go out one after another, is as much chance as for any subscriber.
 *
 * <p>Nothing that the witness does stops a run: what goes wrong with it makes its check unknown.
 *
 * <p>Threads: event loops invite, the child's output is heard on a thread of its own, the conductor
 * waits and asks. All under one lock, which a few frames for each broadcast can bear.
 */
final class Witness implements AutoCloseable {
  private static final String MAIN = "dev.broadside.load.witness.WitnessMain";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PROBES = 20;
  private static final long READY_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** With more, the band becomes no narrower: the witness's own chance is what makes it wide. */
  private static final int SAMPLED = 400;

  private final Ledger ledger;
  private final int[] subscribers;
  private final Map<Integer, Integer> twins = new HashMap<>();
  private final ConnectionMedians own;
  private final ConnectionMedians seen;

  private @Nullable ChildJvm process;
  private SharedClock clock = SharedClock.UNKNOWN;
  private int probes;
  private long probedNanos;
  private int opened;
  private int failed;
  private @Nullable String failure;
  private @Nullable String ended;
  private boolean overflown;
  private boolean closing;

  /** A witness with so many connections; not yet started. */
  Witness(int connections, Rooms rooms, Ledger ledger, long seed) {
    this.ledger = ledger;
    // Where nobody publishes there is nothing to compare.
    int[] heard =
        IntStream.range(0, rooms.connections())
            .filter(each -> rooms.publishersIn(rooms.ofSubscriber(each).index()) > 0)
            .toArray();
    subscribers = Sample.of(heard, connections, seed);
    for (int number = 0; number < subscribers.length; number++) {
      twins.put(subscribers[number], number);
    }
    own = new ConnectionMedians(Sample.of(heard, SAMPLED, ~seed), rooms.connections(), seed);
    int[] all = IntStream.range(0, subscribers.length).toArray();
    seen = new ConnectionMedians(all, all.length, ~seed);
  }

  /** Starts the process, which takes its time while other things start too. */
  @SuppressWarnings("FutureReturnValueIgnored") // ended() notes it.
  synchronized void start(String run, Path logs, Way way) {
    JvmSpec spec = JvmSpec.ours("witness", MAIN, "48m", List.of(run), logs.resolve("witness.log"));
    try {
      ChildJvm started =
          ChildJvm.start(
              // Little to compile and to collect: it should be in nobody's way.
              spec.withJvmOptions(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
              this::hear);
      process = started;
      started.send("way " + json(way));
      started.onExit().thenAccept(code -> ended("ended with exit code " + code));
      probe(started);
    } catch (ProcessException e) {
      ended = "did not start: " + e.getMessage();
    }
  }

  private void probe(ChildJvm child) {
    probedNanos = System.nanoTime();
    child.send("clock");
  }

  /** Waits until it has answered, or cannot: so long it would open its connections too late. */
  synchronized void awaitReady() {
    long deadline = System.nanoTime() + READY_WITHIN_NANOS;
    try {
      long left = READY_WITHIN_NANOS;
      while (probes == 0 && ended == null && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The number of the witness connection that is this subscriber's twin; -1 when it has none. */
  int twin(int subscriber) {
    return twins.getOrDefault(subscriber, -1);
  }

  /** A connection of the witness is to open. */
  void invite(Invitation invitation) {
    ChildJvm child;
    synchronized (this) {
      child = process;
    }
    if (child != null) {
      child.send("open " + json(invitation));
    }
  }

  /** A connection of the witness cannot be asked for. */
  synchronized void cannotInvite(String why) {
    failed++;
    failure = why;
    notifyAll();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  synchronized void hear(String line) {
    long now = System.nanoTime();
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "clock" -> {
        clock = clock.heard(probedNanos, Long.parseLong(words[1]), now);
        ChildJvm child = process;
        if (++probes < PROBES && child != null) {
          probe(child);
        }
      }
      case "frame" -> frame(words);
      case "opened" -> opened++;
      case "failed" -> {
        failed++;
        failure = line.split(" ", 3)[2];
      }
      case "overflow" -> overflown = true;
      default -> {
        // Connections that are closed again: what they got until then counts.
      }
    }
    notifyAll();
  }

  /** {@code frame N NANOS BYTES BROADCAST…}. */
  private void frame(String[] words) {
    int number = Integer.parseInt(words[1]);
    Long ahead = clock.aheadNanos();
    long nanos = Long.parseLong(words[2]) - (ahead == null ? 0 : ahead);
    boolean measured = false;
    for (int i = 4; i < words.length; i++) {
      long broadcast = Long.parseLong(words[i]);
      measured = measured || ledger.isMeasured(broadcast);
      Long latency = ledger.witnessed(subscribers[number], broadcast, nanos);
      if (latency != null) {
        seen.add(number, latency);
      }
    }
    ledger.frame(Integer.parseInt(words[3]), measured);
  }

  private synchronized void ended(String how) {
    if (!closing) {
      ended = how;
    }
    notifyAll();
  }

  /** Waits until each connection is open, or cannot be; true when that is so. */
  synchronized boolean awaitDecided(long millis) throws InterruptedException {
    if (!isDecided()) {
      TimeUnit.MILLISECONDS.timedWait(this, millis);
    }
    return isDecided();
  }

  private boolean isDecided() {
    return ended != null || opened + failed >= subscribers.length;
  }

  /** Hears what the audience got. */
  Recorder.Listener audience() {
    return own;
  }

  /** How many connections it could open. */
  synchronized int opened() {
    return opened;
  }

  /** The check, when the books of the last broadcast are closed; on the conductor's thread. */
  synchronized RunSummary.Check check() {
    return WitnessCheck.of(
        new WitnessCheck.Observed(own.nanos(), seen.nanos(), missing(), clock.boundNanos()));
  }

  /**
   * The check of the upper end, at the same time; it cannot be asked of who cannot be asked for the
   * other, which says so.
   */
  synchronized Optional<RunSummary.Check> tail(long delayLimitNanos) {
    return missing() == null
        ? Optional.of(
            WitnessTail.of(own.tailNanos(), seen.tailNanos(), clock.boundNanos(), delayLimitNanos))
        : Optional.empty();
  }

  private @Nullable String missing() {
    if (ended != null) {
      return "it " + ended + ": see logs/witness.log";
    }
    if (opened < subscribers.length) {
      return "%d of its %d connections opened%s"
          .formatted(opened, subscribers.length, failure == null ? "" : " (" + failure + ")");
    }
    if (clock.aheadNanos() == null) {
      return "its clock and the injector's do not agree";
    }
    return overflown ? "it had more to tell than could be heard" : null;
  }

  /** Ends it. */
  @Override
  public void close() {
    ChildJvm child;
    synchronized (this) {
      closing = true;
      child = process;
    }
    if (child != null) {
      child.close();
    }
  }
}
