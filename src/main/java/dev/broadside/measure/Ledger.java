package dev.broadside.measure;

import dev.broadside.aws.Cost;
import dev.broadside.scenario.Rooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who should have each broadcast, who has it, when, and how often. See the package's chapter for
 * its threads: {@link #joined}, {@link #left}, {@link #arrived}, {@link #strayed} and {@link
 * #disconnected} are for event loops, each for its own connections, {@link #sent} for the
 * publisher's, {@link #open} for the schedule's, the rest for the conductor alone.
 */
public final class Ledger {
  /**
   * How long after closing a book is not settled at the least: a frame that was stamped in time is
   * booked a little later.
   */
  public static final Duration GRACE = Duration.ofMillis(250);

  private final Rooms rooms;
  private final boolean repeats;
  private final boolean churn;
  private final long drainNanos;
  private final AtomicReferenceArray<@Nullable Book> books;
  private final Answers answers;
  private final Attendance attendance;
  private final Order order;
  private final LongUnaryOperator bookedUntil;

  private final ConcurrentLinkedQueue<Book> open = new ConcurrentLinkedQueue<>();
  private final Remembered remembered = new Remembered();

  private final LongAdder frames = new LongAdder();
  private final LongAdder billed = new LongAdder();
  private final LongAdder arrivals = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder duplicate = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder lateAfterwards = new LongAdder();
  private final LongAdder outOfOrder = new LongAdder();
  private final LongAdder strays = new LongAdder();
  private final LongAdder unexpected = new LongAdder();
  private final LongAdder foreign = new LongAdder();
  private final LongAdder echoes = new LongAdder();

  /**
   * What a ledger must know before the first connection.
   *
   * @param repeats whether the design sends a message again on purpose
   * @param churn whether connections leave and join again while it is kept
   */
  public record Size(Rooms rooms, int broadcasts, boolean repeats, boolean churn) {

    /** Who has joined stays. */
    public Size(Rooms rooms, int broadcasts, boolean repeats) {
      this(rooms, broadcasts, repeats, false);
    }

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
    this.rooms = size.rooms();
    this.repeats = size.repeats();
    this.churn = size.churn();
    this.drainNanos = drain.toNanos();
    this.books = new AtomicReferenceArray<>(size.broadcasts());
    this.answers = new Answers(books);
    this.attendance = new Attendance(rooms.connections(), settle);
    this.order = new Order(rooms);
    this.bookedUntil = bookedUntil;
  }

  /** A connection is open and counts from now on, be it for the first time or again. */
  public void joined(int connection, long nanos) {
    boolean again = attendance.joined(connection, nanos);
    for (Book book : open) {
      if (churn && book.room == rooms.ofSubscriber(connection)) {
        attendance.tellOfJoining(book, rooms.seat(connection), again);
      }
    }
  }

  /** We tell a connection to leave: no book that is still open expects anything of it any more. */
  public void left(int connection, long nanos) {
    attendance.left(connection, nanos);
    for (Book book : open) {
      if (book.room == rooms.ofSubscriber(connection)
          && book.went(rooms.seat(connection), nanos)
          && book.measured) {
        deliveries.decrement();
      }
    }
  }

  /** The stage or the network closed a connection. It stays in the audience. */
  public void disconnected(int connection) {
    attendance.cut(connection);
  }

  /** Opens the book of a broadcast to its publisher's room that is due at {@code intendedNanos}. */
  public void open(int number, int publisher, boolean measured, long intendedNanos) {
    Rooms.Room room = rooms.ofPublisher(publisher);
    long closes = intendedNanos + drainNanos;
    Book.Plan plan = new Book.Plan(number, publisher, room, measured, intendedNanos, closes);
    Book book = new Book(plan, attendance.audience(room, intendedNanos));
    books.set(number, book);
    open.add(book);
    if (churn) {
      attendance.tell(book);
    }
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
    return book == null
        || book.isWithdrawn()
        || (!book.isAnswerAwaited() && (book.isRefused() || book.isDecided() || !isAwaited(book)));
  }

  private boolean isAwaited(Book book) {
    for (int seat = 0; seat < book.room.size(); seat++) {
      if (!attendance.isCut(book.room.member(seat)) && book.isExpectedAt(seat)) {
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

  /**
   * A marker of this run arrived at a connection that we have told to leave, or that has not joined
   * yet: it is nobody's delivery, also when the same subscriber is there on another connection.
   */
  public void strayed(int connection, long number, long nanos) {
    Book book = book(number);
    if (book == null || book.room != rooms.ofSubscriber(connection)) {
      countIf(book == null || book.measured, unexpected);
    } else if (!book.strayed(rooms.seat(connection), nanos) && book.measured) {
      countIf(repeats, repeated, strays);
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
      case OUTSIDE -> countIf(repeats, repeated, churn ? strays : unexpected);
      case IMPOSSIBLE -> unexpected.increment();
      case LATE_AFTERWARDS -> lateAfterwards.increment();
      case FORGOTTEN -> countIf(repeats, repeated, lateAfterwards);
      case LATE, CHURNED -> {
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

  /** Markers that reached somebody who was not, or no longer, there for them; under churn. */
  public long strays() {
    return strays.sum();
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
   * was stamped before, however late its event loop gets to booking it. Under churn all are open
   * until they close: whether somebody leaves must count no less for what was fast.
   */
  public List<Settled> settle(long nowNanos) {
    List<Settled> settled = new ArrayList<>();
    long bookedNanos = bookedUntil.applyAsLong(nowNanos);
    for (Iterator<Book> each = open.iterator(); each.hasNext(); ) {
      Book book = each.next();
      boolean complete = !churn && book.isComplete() && book.isSent() && !book.isAnswerAwaited();
      boolean closed = bookedNanos - book.closesAtNanos - GRACE.toNanos() >= 0;
      if (closed || complete || book.isWithdrawn()) {
        each.remove();
        // What was not sent until its books close never is.
        book.withdraw();
        addIfPublished(settled, book);
        remembered.add(book);
      }
    }
    remembered.forget(nowNanos);
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

  /**
   * Settles what is still open, whatever the time: the run is over, or was cut short. What was not
   * sent by now never is.
   */
  public List<Settled> settleAll(long nowNanos) {
    List<Settled> settled = new ArrayList<>();
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

  /** Whether the stage or the network closed this connection. */
  boolean isDisconnected(int connection) {
    return attendance.isCut(connection);
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
