package dev.broadside.load;

import dev.broadside.measure.Ledger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Publishes each broadcast when the {@link Timetable} says, whatever became of those before it: the
 * times are absolute, so a stage that stalls is not waited for and its stall is in every latency
 * that it touched. Runs on a thread of its own.
 */
final class Schedule implements Runnable {
  /** Books are opened so much before the intended time; who joins later is not in the audience. */
  private static final long AHEAD_NANOS = 2_000_000;

  /** For so long a warm-up broadcast is waited for. */
  private static final long PATIENCE_NANOS = 2_000_000_000;

  private final Timetable timetable;
  private final Ledger ledger;
  private final Turns turns;
  private final Markers markers;
  private final Listener listener;
  private final List<Due> warming = new ArrayList<>();
  private final Queue<Ready> ready = new ArrayDeque<>();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong publishedMeasured = new AtomicLong();
  private final AtomicLong rejectedMeasured = new AtomicLong();
  private final AtomicLong elsewhereMeasured = new AtomicLong();
  private final AtomicLong startErrorNanos = new AtomicLong();
  private final long startNanos;
  private final Steering steering;
  private volatile long measureNanos;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile boolean warmedUp;
  private volatile boolean stopped;

  /** Hears what becomes of measured broadcasts; called by event loops. */
  interface Listener {
    /** How late one was handed to its channel. */
    void delay(long nanos);

    /** One was not taken. */
    void failed(String reason);
  }

  /**
   * When the warm-up and the measured window begin.
   *
   * @param steering moves what is due later to where the common clock has it by then
   */
  record Times(long startNanos, long measureNanos, Steering steering) {
    Times(long startNanos, long measureNanos) {
      this(startNanos, measureNanos, Steering.NONE);
    }

    Times by(Steering steered) {
      return new Times(startNanos, measureNanos, steered);
    }
  }

  /** Makes the marker of a broadcast, filled up to its payload's size. */
  interface Markers {
    String marker(int number, long intendedNanos);
  }

  Schedule(
      Timetable timetable,
      Times times,
      Ledger ledger,
      Turns turns,
      Markers markers,
      Listener listener) {
    this.timetable = timetable;
    this.startNanos = times.startNanos();
    this.measureNanos = times.measureNanos();
    this.steering = times.steering();
    this.ledger = ledger;
    this.turns = turns;
    this.markers = markers;
    this.listener = listener;
  }

  /**
   * Makes ready and lets go, each in its time: with a burst all of it is made ready before the
   * first one is due.
   */
  @Override
  public void run() {
    int warmup = timetable.warmup();
    if (sleepUntil(startNanos - AHEAD_NANOS)) {
      startErrorNanos.set(System.nanoTime() - (startNanos - AHEAD_NANOS));
    }
    for (int number = 0; number < timetable.total() && !stopped; number++) {
      boolean measured = number >= warmup;
      if (number == warmup) {
        endWarmup();
      }
      long planned =
          measured
              ? measureNanos + timetable.measuredNanos(number - warmup)
              : startNanos + timetable.warmupNanos(number);
      long about = steering.about(planned);
      sendUntil(about - AHEAD_NANOS);
      boolean owed = measured || turns.isElsewhere(number);
      if (sleepUntil(about - AHEAD_NANOS)) {
        long intended = steering.due(planned);
        if (owed || !drowning(intended)) {
          makeReady(new Due(number, measured, intended));
        }
      }
    }
    sendUntil(Long.MAX_VALUE);
  }

  /** The measured window begins {@link #measureFrom when somebody says}, and not by itself. */
  void hold() {
    held = new CountDownLatch(1);
  }

  /** The first measured broadcast of a schedule that is held is due then. */
  void measureFrom(long nanos) {
    measureNanos = nanos;
    held.countDown();
  }

  private void endWarmup() {
    // Who waits for the warm-up's last broadcasts waits for those that are ready, too.
    sendUntil(held.getCount() > 0 ? Long.MAX_VALUE : steering.about(measureNanos) - AHEAD_NANOS);
    warmedUp = true;
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /** A broadcast whose book is open, and what is sent of it. */
  private record Ready(Due due, Outlet.Outgoing outgoing) {}

  private void makeReady(Due due) {
    ledger.open(due.number, turns.publisher(due.number), due.measured, due.intended);
    if (turns.isElsewhere(due.number)) {
      // Whether it was sent, and when, only its publisher knows: as far as we do, in time.
      ledger.sent(due.number, due.intended);
      elsewhereMeasured.addAndGet(due.measured ? 1 : 0);
      return;
    }
    Outlet publisher = turns.outlet(due.number);
    if (publisher == null) {
      due.stayed("the publisher's connection was not open");
      return;
    }
    String marker = markers.marker(due.number, due.intended);
    ready.add(new Ready(due, publisher.prepare(marker)));
    if (!due.measured) {
      warming.add(due);
    }
  }

  private void sendUntil(long nanos) {
    for (Ready next = ready.peek();
        next != null && (nanos == Long.MAX_VALUE || next.due.intended - nanos <= 0);
        next = ready.peek()) {
      ready.remove();
      if (sleepUntil(next.due.intended)) {
        next.outgoing.send(next.due);
      } else {
        ledger.withdraw(next.due.number);
      }
    }
  }

  /**
   * Whether a warm-up broadcast had better be left out, because those before it are still under
   * way: a cold stage must warm up and not drown, or the measured window would begin with a backlog
   * that no steady load made. Half a second's worth may be under way, and two at least; what is
   * older than two seconds is not waited for. In the measured window nothing is ever left out.
   */
  private boolean drowning(long intended) {
    warming.removeIf(due -> ledger.isOver(due.number) || intended - due.intended > PATIENCE_NANOS);
    return warming.size() >= Math.max(2, timetable.warmupPerSecond() / 2);
  }

  /** One broadcast that is due. */
  private final class Due implements Outlet.Departure {
    private final int number;
    private final boolean measured;
    private final long intended;
    private boolean counted;

    Due(int number, boolean measured, long intended) {
      this.number = number;
      this.measured = measured;
      this.intended = intended;
    }

    @Override
    public boolean leaves(long nanos, boolean answered) {
      if (answered) {
        ledger.answers().await(number);
      }
      if (!ledger.sent(number, nanos)) {
        return false;
      }
      counted = true;
      count(1);
      return true;
    }

    @Override
    public void left(long nanos) {
      if (measured) {
        listener.delay(nanos - intended);
      }
    }

    /** Unless everybody waited for it already. */
    @Override
    public void stayed(String reason) {
      if (ledger.withdraw(number)) {
        count(counted ? -1 : 0);
        rejectedMeasured.addAndGet(measured ? 1 : 0);
        fail(reason);
      }
    }

    @Override
    public void accepted() {
      ledger.answers().accepted(number);
    }

    @Override
    public void refused(String reason) {
      ledger.answers().refused(number);
      fail(reason);
    }

    private void fail(String reason) {
      if (measured) {
        listener.failed(reason);
      }
    }

    private void count(int one) {
      published.addAndGet(one);
      publishedMeasured.addAndGet(measured ? one : 0);
    }
  }

  /** Sleeps until then; false when the schedule was stopped meanwhile. */
  private boolean sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime();
        left > 0 && !stopped;
        left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return !stopped;
  }

  /**
   * Whether the last warm-up broadcast was published and nobody has to be waited for; asked by the
   * conductor, of a schedule that is held.
   */
  boolean isWarmupOver() {
    return warmedUp && IntStream.range(0, timetable.warmup()).allMatch(ledger::isOver);
  }

  /** Nothing more is published. */
  void stop() {
    stopped = true;
    held.countDown();
  }

  /** Broadcasts that left so far, warm-up included. */
  long published() {
    return published.get();
  }

  /** Measured broadcasts that left. */
  long publishedMeasured() {
    return publishedMeasured.get();
  }

  /** Measured broadcasts of other injectors, whose books are kept here too. */
  long elsewhereMeasured() {
    return elsewhereMeasured.get();
  }

  /** How late the schedule was for its own beginning. */
  long startErrorNanos() {
    return startErrorNanos.get();
  }

  /** Measured broadcasts that no channel took. */
  long rejectedMeasured() {
    return rejectedMeasured.get();
  }
}
