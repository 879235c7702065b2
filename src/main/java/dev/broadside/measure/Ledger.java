package dev.broadside.measure;

import dev.broadside.aws.Cost;
import dev.broadside.scenario.Rooms;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who should have each broadcast, who has it, when, and how often. See the package's chapter for
 * its threads: {@link #joined}, {@link #arrived} and {@link #disconnected} are for event loops,
 * {@link #sent} for the publisher's, the rest for the conductor alone.
 */
public final class Ledger {
  /**
   * How long after closing a book is not settled at the least: a frame that was stamped in time is
   * booked a little later.
   */
  public static final Duration GRACE = Duration.ofMillis(250);

  /** How long it is remembered who missed a broadcast. */
  private static final Duration MEMORY = Duration.ofSeconds(60);

  private final Rooms rooms;
  private final boolean repeats;
  private final long drainNanos;
  private final long settleNanos;
  private final AtomicReferenceArray<@Nullable Book> books;
  private final Answers answers;
  private final AtomicIntegerArray joined;
  private final long[] joinedNanos;
  private final AtomicIntegerArray left;
  private final Order order;
  private final LongUnaryOperator bookedUntil;

  private final ConcurrentLinkedQueue<Book> opened = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Book> open = new ArrayDeque<>();
  private final ArrayDeque<Book> remembered = new ArrayDeque<>();

  private final LongAdder frames = new LongAdder();
  private final LongAdder billed = new LongAdder();
  private final LongAdder arrivals = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder duplicate = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder lateAfterwards = new LongAdder();
  private final LongAdder outOfOrder = new LongAdder();
  private final LongAdder unexpected = new LongAdder();
  private final LongAdder foreign = new LongAdder();
  private final LongAdder echoes = new LongAdder();

  /**
   * What a ledger must know before the first connection.
   *
   * @param repeats whether the design sends a message again on purpose
   */
  public record Size(Rooms rooms, int broadcasts, boolean repeats) {

    /** One room, and nothing is sent twice. */
    public Size(int connections, int publishers, int broadcasts) {
      this(Rooms.one(connections, publishers), broadcasts, false);
    }
  }

  /** An empty ledger, told of each arrival as soon as it is stamped. */
  public Ledger(Size size, Duration drain, Duration settle) {
    this(size, drain, settle, now -> now);
  }

  /**
   * An empty ledger.
   *
   * @param bookedUntil makes of the time the moment before which whatever is stamped is booked too
   */
  public Ledger(Size size, Duration drain, Duration settle, LongUnaryOperator bookedUntil) {
    int connections = size.rooms().connections();
    this.rooms = size.rooms();
    this.repeats = size.repeats();
    this.drainNanos = drain.toNanos();
    this.settleNanos = settle.toNanos();
    this.books = new AtomicReferenceArray<>(size.broadcasts());
    this.answers = new Answers(books);
    this.joined = new AtomicIntegerArray(connections);
    this.joinedNanos = new long[connections];
    this.left = new AtomicIntegerArray(connections);
    this.order = new Order(rooms);
    this.bookedUntil = bookedUntil;
  }

  /** A connection is open and counts from now on. */
  public void joined(int connection, long nanos) {
    joinedNanos[connection] = nanos;
    joined.set(connection, 1);
  }

  /** The stage or the network closed a connection. It stays in the audience. */
  public void disconnected(int connection) {
    left.set(connection, 1);
  }

  /** Opens the book of a broadcast to its publisher's room that is due at {@code intendedNanos}. */
  public void open(int number, int publisher, boolean measured, long intendedNanos) {
    Rooms.Room room = rooms.ofPublisher(publisher);
    BitSet audience = new BitSet(room.size());
    for (int seat = 0; seat < room.size(); seat++) {
      int member = room.member(seat);
      if (joined.get(member) == 1 && joinedNanos[member] + settleNanos - intendedNanos <= 0) {
        audience.set(seat);
      }
    }
    Book.Plan plan =
        new Book.Plan(number, publisher, room, measured, intendedNanos, intendedNanos + drainNanos);
    Book book = new Book(plan, audience);
    books.set(number, book);
    opened.add(book);
  }

  /**
   * Takes a book back: its frame never left, so nobody can be expected to have it.
   *
   * @return false when the book is settled already, and the broadcast counts as published
   */
  public boolean withdraw(int number) {
    Book book = books.get(number);
    return book == null || book.reject();
  }

  /**
   * Whether nobody has to be waited for any more: everybody in the audience of a broadcast has it,
   * or cannot get it because the connection is gone, or it was taken back or settled.
   */
  public boolean isOver(int number) {
    Book book = books.get(number);
    return book == null || isOver(book);
  }

  private boolean isOver(Book book) {
    return book.isWithdrawn()
        || (!book.isAnswerAwaited() && (book.isRefused() || book.isDecided() || !isAwaited(book)));
  }

  private boolean isAwaited(Book book) {
    for (int seat = 0; seat < book.room.size(); seat++) {
      if (left.get(book.room.member(seat)) == 0 && book.isExpectedAt(seat)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A publisher is about to hand the frame to its channel.
   *
   * @return false when its time is over already: it must not be sent any more
   */
  public boolean sent(int number, long nanos) {
    Book book = books.get(number);
    return book != null && book.sent(nanos);
  }

  /**
   * A frame with markers of this run arrived, wherever and however many they are.
   *
   * @param measured whether one of them is of the measured window
   */
  public void frame(int bytes, boolean measured) {
    frames.increment();
    if (measured) {
      billed.add(Cost.meteredMessages(bytes));
    }
  }

  /** Whether a broadcast is one of the measured window. */
  public boolean isMeasured(long number) {
    Book book = book(number);
    return book != null && book.measured;
  }

  /** A marker of this run arrived at a subscriber. */
  public void arrived(int connection, long number, long nanos) {
    Book book = book(number);
    if (book == null) {
      unexpected.increment();
      return;
    }
    if (book.room != rooms.ofSubscriber(connection)) {
      countIf(book.measured, unexpected);
      return;
    }
    Book.Arrival arrival = book.arrived(rooms.seat(connection), nanos);
    if (arrival == Book.Arrival.DELIVERED) {
      arrivals.increment();
    }
    if (book.measured) {
      count(connection, book, arrival);
    }
  }

  private @Nullable Book book(long number) {
    return number < books.length() ? books.get((int) number) : null;
  }

  private void count(int connection, Book book, Book.Arrival arrival) {
    switch (arrival) {
      case DELIVERED -> {
        deliveries.increment();
        countIf(!order.keeps(connection, book), outOfOrder);
      }
      case DUPLICATE -> countIf(repeats, repeated, duplicate);
      // Somebody who joined later gets what a design with a history has for everybody.
      case OUTSIDE -> countIf(repeats, repeated, unexpected);
      case IMPOSSIBLE -> unexpected.increment();
      case LATE_AFTERWARDS -> lateAfterwards.increment();
      case FORGOTTEN -> countIf(repeats, repeated, lateAfterwards);
      case LATE -> {
        // Settling finds it in its slot.
      }
    }
  }

  private static void countIf(boolean condition, LongAdder counter) {
    if (condition) {
      counter.increment();
    }
  }

  private static void countIf(boolean condition, LongAdder counter, LongAdder other) {
    (condition ? counter : other).increment();
  }

  /** A marker of this run arrived at a publisher. */
  public void echoed(int publisher, long number) {
    Book book = book(number);
    if (book != null && book.measured) {
      boolean same = book.room == rooms.ofPublisher(publisher);
      countIf(same, echoes, unexpected);
    }
  }

  /**
   * A marker of this run arrived at the witness of a subscriber.
   *
   * @return its latency when it is of the measured window, for that room, and in time
   */
  public @Nullable Long witnessed(int subscriber, long number, long nanos) {
    Book book = book(number);
    if (book == null || !book.measured) {
      return null;
    }
    boolean same = book.room == rooms.ofSubscriber(subscriber);
    countIf(same, echoes, unexpected);
    return same && nanos - book.closesAtNanos <= 0
        ? Long.valueOf(nanos - book.intendedNanos)
        : null;
  }

  /** A frame with another run's marker arrived. */
  public void foreign() {
    foreign.increment();
  }

  /** What the stage answered to what was published. */
  public Answers answers() {
    return answers;
  }

  /**
   * Settles every book that is complete or closed by {@code nowNanos}. A closed one waits for what
   * was stamped before, however late its event loop gets to booking it.
   */
  public List<Settled> settle(long nowNanos) {
    List<Settled> settled = new ArrayList<>();
    long bookedNanos = bookedUntil.applyAsLong(nowNanos);
    takeOpened();
    for (Iterator<Book> each = open.iterator(); each.hasNext(); ) {
      Book book = each.next();
      boolean complete = book.isComplete() && book.isSent() && !book.isAnswerAwaited();
      boolean closed = bookedNanos - book.closesAtNanos - GRACE.toNanos() >= 0;
      if (closed || complete || book.isWithdrawn()) {
        each.remove();
        // What was not sent until its books close never is.
        book.withdraw();
        addIfPublished(settled, book);
        remembered.addLast(book);
      }
    }
    forgetBefore(nowNanos - MEMORY.toNanos());
    return settled;
  }

  /** Whether a book that {@link #settle} has seen is not settled yet. */
  public boolean hasOpenBooks() {
    return !open.isEmpty();
  }

  private void addIfPublished(List<Settled> settled, Book book) {
    Settled broadcast = book.settle();
    if (broadcast != null && answers.leave(book, broadcast)) {
      settled.add(broadcast);
    }
  }

  private void forgetBefore(long nanos) {
    for (Book book = remembered.peekFirst();
        book != null && book.closesAtNanos - nanos < 0;
        book = remembered.peekFirst()) {
      book.forget();
      remembered.removeFirst();
    }
  }

  /**
   * Settles what is still open, whatever the time: the run is over, or was cut short. What was not
   * sent by now never is.
   */
  public List<Settled> settleAll(long nowNanos) {
    List<Settled> settled = new ArrayList<>();
    takeOpened();
    for (Book book : open) {
      if (nowNanos - book.closesAtNanos < 0) {
        book.cutShort();
      }
      book.withdraw();
      addIfPublished(settled, book);
    }
    open.clear();
    return settled;
  }

  private void takeOpened() {
    for (Book book = opened.poll(); book != null; book = opened.poll()) {
      open.addLast(book);
    }
  }

  /** Whether the stage or the network closed this connection. */
  boolean isDisconnected(int connection) {
    return left.get(connection) == 1;
  }

  /**
   * First arrivals so far, in warm-up too and of broadcasts that are not settled: for a live line.
   */
  public long arrivals() {
    return arrivals.sum();
  }

  /** Deliveries of measured broadcasts, counted where they arrive. */
  long deliveries() {
    return deliveries.sum();
  }

  /** Frames with markers of this run that arrived anywhere and whenever, warm-up included. */
  public long messages() {
    return frames.sum();
  }

  /** What AWS counts the frames of the measured window as, each 32 KB of one being a message. */
  long billed() {
    return billed.sum();
  }

  /** What the ledger counts beside the deliveries. */
  public record Extras(
      long duplicate,
      long repeats,
      long lateAfterwards,
      long outOfOrder,
      long unexpected,
      long foreign,
      long echoes) {}

  /** The counts so far. */
  public Extras extras() {
    return new Extras(
        duplicate.sum(),
        repeated.sum(),
        lateAfterwards.sum(),
        outOfOrder.sum(),
        unexpected.sum(),
        foreign.sum(),
        echoes.sum());
  }
}
