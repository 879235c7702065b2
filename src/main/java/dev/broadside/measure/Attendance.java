package dev.broadside.measure;

import dev.broadside.scenario.Rooms;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Who of the audience is there, and since when. A connection that the stage or the network cut
 * still counts as there: what it misses is lost. One that we told to leave does not, until it has
 * joined again. Event loops write, each its own connections; whoever keeps a book reads.
 */
final class Attendance {
  private static final int AWAY = 0;
  private static final int THERE = 1;
  private static final int CUT = 2;

  /** On another connection than the one that was cut before. */
  private static final int THERE_AGAIN = 3;

  private final long settleNanos;
  private final AtomicIntegerArray states;
  private final AtomicLongArray since;

  /** Above everybody who was ever there: who opens a book need not look at the others. */
  private final AtomicInteger known = new AtomicInteger();

  Attendance(int connections, Duration settle) {
    this.settleNanos = settle.toNanos();
    this.states = new AtomicIntegerArray(connections);
    this.since = new AtomicLongArray(connections);
  }

  /**
   * A connection is there.
   *
   * @return whether the one before it was cut
   */
  boolean joined(int connection, long nanos) {
    boolean again = isCut(connection);
    if (connection >= known.get()) {
      known.accumulateAndGet(connection + 1, Math::max);
    }
    change(connection, again ? THERE_AGAIN : THERE, nanos);
    return again;
  }

  void left(int connection, long nanos) {
    change(connection, AWAY, nanos);
  }

  /** Who reads a state finds a time that is no older. */
  private void change(int connection, int state, long nanos) {
    since.set(connection, nanos);
    states.set(connection, state);
  }

  /** The stage or the network closed it. */
  void cut(int connection) {
    states.set(connection, CUT);
  }

  boolean isCut(int connection) {
    return states.get(connection) == CUT;
  }

  /** Whether it counts as joined for a broadcast that is due then. */
  boolean isInTime(int connection, long intendedNanos) {
    return states.get(connection) != AWAY
        && since.get(connection) + settleNanos - intendedNanos <= 0;
  }

  /** How many seats of a room anybody may have had; its members are in ascending order. */
  int knownSeats(Rooms.Room room) {
    int below = 0;
    int above = room.size();
    int limit = known.get();
    while (below < above) {
      int middle = (below + above) >>> 1;
      if (room.member(middle) < limit) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /** The seats of a room that must receive a broadcast that is due then. */
  BitSet audience(Rooms.Room room, long intendedNanos) {
    BitSet audience = new BitSet(room.size());
    int seats = knownSeats(room);
    for (int seat = 0; seat < seats; seat++) {
      if (isInTime(room.member(seat), intendedNanos)) {
        audience.set(seat);
      }
    }
    return audience;
  }

  /** Tells a book that somebody has joined, {@code again} when the connection before was cut. */
  void tellOfJoining(Book book, int seat, boolean again) {
    if (again) {
      book.cameAgain(seat, since.get(book.room.member(seat)));
    }
    tell(book, seat);
  }

  /** Tells a book where somebody is. */
  void tell(Book book, int seat) {
    int connection = book.room.member(seat);
    if (states.get(connection) == AWAY) {
      book.went(seat, since.get(connection));
    } else {
      book.came(seat, since.get(connection), isInTime(connection, book.intendedNanos));
    }
  }

  /**
   * Tells a book that has just been opened where everybody is. Who came or went while it was made
   * might not have found it yet; who does so from now on finds it. Telling twice does nothing.
   */
  void tell(Book book) {
    int seats = knownSeats(book.room);
    for (int seat = 0; seat < seats; seat++) {
      tellOfJoining(book, seat, states.get(book.room.member(seat)) == THERE_AGAIN);
    }
  }
}
