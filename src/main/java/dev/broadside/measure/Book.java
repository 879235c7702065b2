package dev.broadside.measure;

import dev.broadside.scenario.Rooms;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One broadcast's page in the ledger: a slot for each seat of its room, who must have it and who
 * has it.
 *
 * <p>A slot holds nanoseconds from the intended time to the first arrival, or one of the words
 * below. An arrival is one compare-and-set on its slot; settling is one on every slot that is still
 * {@link #EXPECTED}. So each slot is decided exactly once, and {@code expected = delivered + lost}
 * holds whatever the threads do. After settling, the slots are let go; who missed it stays as a bit
 * set, so that a late first arrival can be told from a repeat.
 *
 * <p>Where we make connections come and go, a slot may change its word until the books close:
 * {@link #came} and {@link #went} are called by the connection's own event loop, as arrivals are,
 * so only settling could come between. For that these two, which are rare, take its lock.
 */
final class Book {
  /** Must receive it and has not yet. */
  private static final long EXPECTED = Long.MIN_VALUE;

  /** Not in the audience. */
  static final long OUTSIDE = Long.MIN_VALUE + 1;

  /** Came for the first time when the books were closed already. */
  static final long LATE = Long.MIN_VALUE + 2;

  /** Had not come when the book was settled. */
  static final long LOST = Long.MIN_VALUE + 3;

  /**
   * There for some of the time between the intended time and the closing of the books, because we
   * made it come or go, and so not in the audience.
   */
  private static final long CHURNED = Long.MIN_VALUE + 4;

  /** The same, and it has it. */
  static final long CHURNED_WITH_IT = Long.MIN_VALUE + 5;

  /** No latency is this small: all smaller values are words. */
  static final long SMALLEST_LATENCY = Long.MIN_VALUE + 16;

  /** What an arrival was. */
  enum Arrival {
    DELIVERED,
    DUPLICATE,
    LATE,
    /** The same, when the book was settled without it. */
    LATE_AFTERWARDS,
    /** Of a broadcast that somebody missed so long ago that nobody knows any more who did. */
    FORGOTTEN,
    /** In the room, but not in the audience. */
    OUTSIDE,
    /** The first one at somebody whom we made come or go while it was under way. */
    CHURNED,
    /** Of a broadcast that was taken back or rejected: nobody was expected to have it. */
    IMPOSSIBLE
  }

  final int number;
  final int publisher;
  final Rooms.Room room;
  final boolean measured;
  final long intendedNanos;
  final long closesAtNanos;

  private final AtomicInteger open;
  private volatile @Nullable AtomicLongArray slots;
  private @Nullable BitSet outside;
  private @Nullable BitSet missing;

  /** Seats that were decided when somebody came again to whom the stage or the network had cut. */
  private final BitSet replaced = new BitSet();

  private boolean forgotten;

  /** Settled, refused by the stage, and then nobody had it. */
  private boolean rejected;

  /** Settled, and everybody in the room has it; written before {@link #slots} is let go. */
  private boolean whole;

  private boolean cutShort;
  private final AtomicReference<Sending> sending = new AtomicReference<>(Sending.PLANNED);
  private volatile Answer answer = Answer.NONE_DUE;
  private volatile long sentNanos;

  /** A book for the seats in {@code audience}. */
  Book(Plan plan, BitSet audience) {
    int seats = plan.room().size();
    this.number = plan.number();
    this.publisher = plan.publisher();
    this.room = plan.room();
    this.measured = plan.measured();
    this.intendedNanos = plan.intendedNanos();
    this.closesAtNanos = plan.closesAtNanos();
    this.open = new AtomicInteger(audience.cardinality());
    long[] all = new long[seats];
    Arrays.fill(all, OUTSIDE);
    audience.stream().forEach(seat -> all[seat] = EXPECTED);
    this.slots = new AtomicLongArray(all);
  }

  /** What was planned of one broadcast. */
  record Plan(
      int number,
      int publisher,
      Rooms.Room room,
      boolean measured,
      long intendedNanos,
      long closesAtNanos) {}

  private enum Sending {
    PLANNED,
    SENT,
    WITHDRAWN
  }

  /** What is known of whether the stage took it. */
  private enum Answer {
    NONE_DUE,
    AWAITED,
    GOOD,
    BAD
  }

  /** It is sent in a way that is answered. */
  void awaitAnswer() {
    answer = Answer.AWAITED;
  }

  /** The stage took it, or said that it did not. */
  void answered(boolean good) {
    answer = good ? Answer.GOOD : Answer.BAD;
  }

  boolean isAnswerAwaited() {
    return answer == Answer.AWAITED;
  }

  /** Whether the stage refused it, or has not said that it did not. */
  boolean isRefused() {
    return answer == Answer.AWAITED || answer == Answer.BAD;
  }

  /** The frame is handed to its channel; false when the book was withdrawn before. */
  boolean sent(long nanos) {
    sentNanos = nanos;
    return sending.compareAndSet(Sending.PLANNED, Sending.SENT);
  }

  /** The frame never leaves; false when it already did. */
  synchronized boolean withdraw() {
    boolean withdrawn = sending.compareAndSet(Sending.PLANNED, Sending.WITHDRAWN);
    if (withdrawn) {
      slots = null;
    }
    return withdrawn;
  }

  /** The run ends before the books close: what is missing was not waited for. */
  void cutShort() {
    cutShort = true;
  }

  boolean isCutShort() {
    return cutShort;
  }

  /**
   * The frame was handed to its channel, and the channel could not take it; false when the book was
   * settled meanwhile, and then it counts as published.
   */
  synchronized boolean reject() {
    if (slots == null) {
      return isWithdrawn();
    }
    sending.set(Sending.WITHDRAWN);
    slots = null;
    return true;
  }

  boolean isWithdrawn() {
    return sending.get() == Sending.WITHDRAWN;
  }

  boolean isSent() {
    return sending.get() == Sending.SENT;
  }

  long sentNanos() {
    return sentNanos;
  }

  /** Whether everybody in the audience has it. */
  boolean isComplete() {
    return open.get() == 0;
  }

  /** Whether it is complete, taken back or settled: nothing more is decided here. */
  boolean isDecided() {
    return isComplete() || slots == null;
  }

  /** Whether this seat must receive it and has not yet. */
  boolean isExpectedAt(int seat) {
    AtomicLongArray current = slots;
    return current != null && current.get(seat) == EXPECTED;
  }

  /** Books an arrival; called by the connection's event loop. */
  Arrival arrived(int seat, long nanos) {
    AtomicLongArray current = slots;
    if (current == null) {
      // A history repeats what was settled long ago: for that no lock is taken.
      return whole ? Arrival.DUPLICATE : arrivedAfterwards(seat);
    }
    boolean late = nanos - closesAtNanos > 0;
    if (current.compareAndSet(seat, EXPECTED, late ? LATE : nanos - intendedNanos)) {
      if (late) {
        return Arrival.LATE;
      }
      open.decrementAndGet();
      return Arrival.DELIVERED;
    }
    long found = current.get(seat);
    if (found == OUTSIDE || found == CHURNED || found == CHURNED_WITH_IT) {
      return strayed(seat, nanos) ? Arrival.CHURNED : Arrival.OUTSIDE;
    }
    return found == LOST ? arrivedAfterwards(seat) : Arrival.DUPLICATE;
  }

  /**
   * An arrival at somebody whom we made come or go.
   *
   * @return whether it is the first one there, and in time
   */
  boolean strayed(int seat, long nanos) {
    AtomicLongArray current = slots;
    return current != null
        && nanos - closesAtNanos <= 0
        && current.compareAndSet(seat, CHURNED, CHURNED_WITH_IT);
  }

  /**
   * Somebody of the room is there, of whom the book may know nothing yet.
   *
   * @param inTime whether that is early enough to be in the audience
   */
  synchronized void came(int seat, long nanos, boolean inTime) {
    AtomicLongArray current = slots;
    if (current == null || replaced.get(seat) || nanos - closesAtNanos >= 0) {
      return;
    }
    if (!inTime) {
      boolean known = !current.compareAndSet(seat, OUTSIDE, CHURNED);
      if (known && current.compareAndSet(seat, EXPECTED, CHURNED)) {
        open.decrementAndGet();
      }
    } else if (current.compareAndSet(seat, OUTSIDE, EXPECTED)) {
      open.incrementAndGet();
    }
  }

  /**
   * Somebody whose connection was cut is there again, on another one. The one before stays in the
   * audience, and what it has not by now is lost, whatever becomes of the other.
   */
  synchronized void cameAgain(int seat, long nanos) {
    AtomicLongArray current = slots;
    if (current == null || nanos - closesAtNanos >= 0 || nanos - intendedNanos <= 0) {
      return;
    }
    current.compareAndSet(seat, EXPECTED, LOST);
    long found = current.get(seat);
    if (found == LOST || found == LATE || found >= SMALLEST_LATENCY) {
      replaced.set(seat);
    }
  }

  /**
   * Somebody of the room was told to leave. What it has by then is no delivery any more.
   *
   * @return whether it was one
   */
  synchronized boolean went(int seat, long nanos) {
    AtomicLongArray current = slots;
    if (current == null || replaced.get(seat) || nanos - closesAtNanos >= 0) {
      return false;
    }
    // Who leaves before the broadcast is meant to be sent has nothing to do with it.
    boolean underWay = nanos - intendedNanos >= 0;
    if (current.compareAndSet(seat, EXPECTED, underWay ? CHURNED : OUTSIDE)) {
      open.decrementAndGet();
      return false;
    }
    if (!underWay) {
      current.compareAndSet(seat, CHURNED, OUTSIDE);
      return false;
    }
    long found = current.get(seat);
    return found >= SMALLEST_LATENCY && current.compareAndSet(seat, found, CHURNED_WITH_IT);
  }

  private synchronized Arrival arrivedAfterwards(int seat) {
    if (isWithdrawn() || rejected) {
      return Arrival.IMPOSSIBLE;
    }
    // What is lost before the book is settled is lost to the connection before this one.
    if (slots != null || (outside != null && outside.get(seat))) {
      return Arrival.OUTSIDE;
    }
    if (forgotten) {
      return Arrival.FORGOTTEN;
    }
    if (missing != null && missing.get(seat)) {
      missing.clear(seat);
      return Arrival.LATE_AFTERWARDS;
    }
    return Arrival.DUPLICATE;
  }

  /**
   * Closes the book for good: every slot that is still open is lost. Called once, by the conductor.
   */
  synchronized @Nullable Settled settle() {
    AtomicLongArray current = slots;
    if (current == null) {
      return null;
    }
    Page page = new Page(current.length(), replaced);
    for (int seat = 0; seat < current.length(); seat++) {
      page.add(seat, decide(current, seat));
    }
    missing = page.missing();
    outside = page.outside();
    whole = missing == null && outside == null;
    slots = null;
    return page.settled(this);
  }

  private static long decide(AtomicLongArray slots, int seat) {
    return slots.compareAndSet(seat, EXPECTED, LOST) ? LOST : slots.get(seat);
  }

  /**
   * The stage refused it, and nobody had it when it was settled. It is in no number, so what comes
   * yet is late for nobody.
   */
  synchronized void rejected() {
    rejected = true;
  }

  /** Forgets who missed it, and who was not in the audience. */
  synchronized void forget() {
    forgotten = missing != null;
    missing = null;
    outside = null;
  }
}
