package dev.broadside.load;

import dev.broadside.measure.CpuMeter;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.PauseMeter;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.Settled;
import dev.broadside.scenario.Join;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Leads a run through its phases on one thread: waits for the connections, lets the schedule
 * publish, settles books as they complete or close, and tells once a second where it is.
 */
final class Conductor {
  private static final long TICK_NANOS = Duration.ofMillis(100).toNanos();
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  /** Longer than a handshake may take, which then has failed. */
  private static final Duration CONNECT_GRACE = Connector.NO_ANSWER_AFTER.plusSeconds(5);

  /** So long before the measured window, at the most, the stage's counters are read. */
  private static final long EDGE_NANOS = TICK_NANOS;

  /** After the last books closed; who is not there by then will not be there. */
  private static final Duration BOOKED_WITHIN = Duration.ofSeconds(10);

  private static final Duration LEAD = Duration.ofMillis(200);
  private static final int LATEST = 20;

  /** Of fewer connections no share is worth anything. */
  private static final int ENOUGH_TO_JUDGE = 20;

  private final Scenario scenario;
  private final Population population;
  private final Ledger ledger;
  private final Recorder recorder;
  private final Progress.Listener listener;
  private final CpuMeter cpu = new CpuMeter();
  private final PauseMeter pauses;
  private final ArrayDeque<Long> latestLasts = new ArrayDeque<>();

  private volatile @Nullable String broken;
  private volatile @Nullable Schedule schedule;
  private long nextReportNanos;
  private long arrivalsBefore;
  private int openAtStart;
  private int publishersAtStart;
  private long startedNanos = System.nanoTime();
  private long measureNanos = Long.MAX_VALUE;
  private long measuredNanos = Long.MAX_VALUE;

  Conductor(
      Scenario scenario,
      Population population,
      Ledger ledger,
      Recorder recorder,
      Progress.Listener listener,
      PauseMeter pauses) {
    this.scenario = scenario;
    this.population = population;
    this.ledger = ledger;
    this.recorder = recorder;
    this.listener = listener;
    this.pauses = pauses;
  }

  /** Makes a schedule for the times that the conductor has decided. */
  interface Schedules {
    Schedule at(Schedule.Times times);
  }

  /** What happens at the edges of the measured window. */
  interface Window {
    /** Just before the first measured broadcast is due, at {@code dueNanos}. */
    void begins(long dueNanos);

    /** The books of the last one are closed. */
    void ends();
  }

  /** Stops the run as soon as possible; it cannot count any more. */
  void stop(String why) {
    if (broken == null) {
      broken = why;
    }
    Schedule current = schedule;
    if (current != null) {
      current.stop();
    }
    population.giveUp();
  }

  /** Why the run cannot count; {@code null} when nothing stopped it. */
  @Nullable String broken() {
    return broken;
  }

  int openAtStart() {
    return openAtStart;
  }

  int publishersAtStart() {
    return publishersAtStart;
  }

  /** How much of the measured window is over. */
  long windowNanos() {
    return measureNanos == Long.MAX_VALUE
        ? 0
        : Math.max(0, Math.min(System.nanoTime(), measuredNanos) - measureNanos);
  }

  List<Double> cpuShares() {
    return cpu.shares();
  }

  /**
   * Waits until every connection is open or has failed; false when there is none to measure with.
   */
  boolean connect() throws InterruptedException {
    startedNanos = System.nanoTime();
    double total = scenario.handshakes();
    long ramp = (long) (total / scenario.connect().rate().perSecond() * SECOND_NANOS);
    long deadline = System.nanoTime() + ramp + CONNECT_GRACE.toNanos() + joinNanos();
    long ends = System.nanoTime() + ramp + scheduleNanos();
    while (!population.awaitDecided(200) && System.nanoTime() - deadline < 0 && broken == null) {
      report("connecting", ends);
      checkLimits(System.nanoTime());
    }
    boolean publishes = scenario.publish().publishers() > 0;
    return population.open() > 0
        && (population.publishersOpen() > 0 || !publishes)
        && broken == null;
  }

  /** What a reply to a connection's first frame may take after its handshake. */
  private long joinNanos() {
    Join join = scenario.connect().join();
    return join == null ? 0 : join.within().toNanos();
  }

  private long scheduleNanos() {
    return scenario.audience().settle().toNanos()
        + scenario.publish().warmup().toNanos()
        + scenario.publish().duration().toNanos()
        + scenario.publish().drain().toNanos();
  }

  /** When an injector that waits for no other begins. */
  long startAlone() {
    return System.nanoTime() + scenario.audience().settle().plus(LEAD).toNanos();
  }

  /** Waits until all injectors are ready; null when the run ends before. */
  @Nullable Long startWith(Part.Meeting meeting) {
    long from = System.nanoTime();
    meeting.ready().complete(null);
    while (broken == null && !meeting.startNanos().isDone()) {
      checkMessages();
      checkErrors();
      report("waiting", System.nanoTime() + scheduleNanos());
      LockSupport.parkNanos(TICK_NANOS);
    }
    // Waiting for others is no part of what limits.duration limits.
    startedNanos += System.nanoTime() - from;
    return broken == null ? meeting.startNanos().join() : null;
  }

  /** Publishes, settles, and returns when the books of the last broadcast are closed. */
  void broadcast(long start, Schedules schedules, Window window) {
    long measure = start + scenario.publish().warmup().toNanos();
    long published = measure + scenario.publish().duration().toNanos();
    long closed = published + scenario.publish().drain().plus(Ledger.GRACE).toNanos();
    startSchedule(schedules.at(new Schedule.Times(start, measure)));
    // Without a warm-up, what happens before the window happens before it too.
    tickUntil(
        Math.min(0, measure - edgeNanos(scenario.publish()) - start) + start, "warmup", closed);
    openAtStart = population.open();
    publishersAtStart = population.publishersOpen();
    tickUntil(measure - edgeNanos(scenario.publish()), "warmup", closed);
    pauses.begin(measure);
    measureNanos = measure;
    edge(() -> window.begins(measure));
    tickUntil(published, "measuring", closed);
    measuredNanos = broken == null ? published : System.nanoTime();
    cpu.end(System.nanoTime());
    tickUntil(closed, "draining", closed);
    awaitBooked(closed + BOOKED_WITHIN.toNanos());
    checkMessages();
    // Until here frames were stamped.
    pauses.end(System.nanoTime());
    edge(window::ends);
    take(ledger.settleAll(System.nanoTime()));
  }

  /** An event loop that is paused now may hold frames that were stamped before the books closed. */
  private void awaitBooked(long deadline) {
    take(ledger.settle(System.nanoTime()));
    while (ledger.hasOpenBooks() && broken == null && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TICK_NANOS);
      take(ledger.settle(System.nanoTime()));
    }
  }

  /** Between the last warm-up broadcast and the first measured one. */
  static long edgeNanos(Publish publish) {
    return Math.min(EDGE_NANOS, publish.pace().first().offsetNanos(1) / 2);
  }

  /** A stage that died cannot say anything. */
  private void edge(Runnable read) {
    if (broken == null) {
      read.run();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // Where priorities count, the schedule must not wait.
  private void startSchedule(Schedule made) {
    schedule = made;
    if (broken != null) {
      made.stop();
    }
    Thread thread = new Thread(made, "schedule");
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.setUncaughtExceptionHandler((t, e) -> population.broken(e));
    thread.start();
  }

  private void tickUntil(long end, String phase, long runEnds) {
    for (long now = System.nanoTime(); now - end < 0 && broken == null; now = System.nanoTime()) {
      take(ledger.settle(now));
      if (phase.equals("draining")) {
        checkMessages();
      } else {
        checkLimits(now);
      }
      if (phase.equals("measuring")) {
        cpu.tick(System.nanoTime());
      }
      report(phase, runEnds);
      LockSupport.parkNanos(Math.min(TICK_NANOS, end - System.nanoTime()));
    }
  }

  /** What planning cannot see: a stage that sends more than it was asked to, or our own failure. */
  void checkLimits(long now) {
    checkMessages();
    if (now - startedNanos > scenario.limits().duration().toNanos()) {
      stop("limits.duration was reached");
    }
    checkErrors();
  }

  /** A stage that lets nobody in at all says so in {@link Measurement}, with what to do. */
  private void checkErrors() {
    double share = scenario.limits().errorShare();
    int decided = population.decided();
    int troubled = population.troubled();
    int asked = scenario.audience().connections() + scenario.publish().publishers();
    boolean enough = decided >= Math.min(ENOUGH_TO_JUDGE, asked) && population.hasLetSomebodyIn();
    if (enough && troubled > share * decided) {
      stop(
          "limits.errors was passed: %d of %d connections failed or were cut, limit %s: %s"
              .formatted(
                  troubled, decided, scenario.limits().errors(), population.failureReasons()));
    }
  }

  private void checkMessages() {
    long messages = ledger.messages() + (schedule == null ? 0 : schedule.published());
    if (messages > scenario.limits().messages()) {
      stop("limits.messages was reached: " + messages + " messages");
    }
    Throwable failure = population.internalFailure();
    if (failure != null) {
      stop("Broadside itself failed: " + failure);
    }
  }

  private void take(List<Settled> settled) {
    recorder.record(settled);
    for (Settled broadcast : settled) {
      if (!broadcast.isToNobody()) {
        latestLasts.addLast(broadcast.reachedNanos(100));
      }
      if (latestLasts.size() > LATEST) {
        latestLasts.removeFirst();
      }
    }
  }

  private void report(String phase, long runEnds) {
    long now = System.nanoTime();
    if (now - nextReportNanos < 0 && nextReportNanos != 0) {
      return;
    }
    nextReportNanos = now + SECOND_NANOS;
    recorder.writeBefore(now - scenario.publish().drain().toNanos() - 3 * SECOND_NANOS);
    Latencies latest = new Latencies();
    latestLasts.forEach(latest::record);
    long arrivals = ledger.arrivals();
    Schedule current = schedule;
    listener.progress(
        new Progress(
            phase,
            population.open(),
            scenario.audience().connections(),
            current == null ? 0 : current.published(),
            scenario.publish().warmupBroadcasts() + scenario.publish().plannedBroadcasts(),
            arrivals - arrivalsBefore,
            latest.percentileMillis(50),
            latest.percentileMillis(95),
            Math.max(0, (runEnds - now) / SECOND_NANOS)));
    arrivalsBefore = arrivals;
  }
}
