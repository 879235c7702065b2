package dev.broadside.measure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast whose books are closed, or that all of its audience has. Latencies are nanoseconds
 * from the intended time.
 */
public final class Settled {
  private final Book book;
  private final long[] latencies;
  private final int[] seats;
  private final BitSet lost;
  private final BitSet late;
  private long @Nullable [] sorted;

  Settled(Book book, long[] latencies, int[] seats, BitSet lost, BitSet late) {
    this.book = book;
    this.latencies = latencies;
    this.seats = seats;
    this.lost = lost;
    this.late = late;
  }

  /** Its number within the run. */
  public int number() {
    return book.number;
  }

  /** Whether it belongs to the measured window. */
  public boolean measured() {
    return book.measured;
  }

  /** When it was meant to be sent, as a {@code System.nanoTime}. */
  public long intendedNanos() {
    return book.intendedNanos;
  }

  /** When its frame was handed to its channel. */
  public long sentNanos() {
    return book.sentNanos();
  }

  /** When its books closed. */
  public long closesAtNanos() {
    return book.closesAtNanos;
  }

  /** How many connections must have it. */
  public int expected() {
    return book.expected;
  }

  /** How many have it. */
  public int delivered() {
    return latencies.length;
  }

  /** How many do not: {@code expected - delivered}. */
  public int lost() {
    return lost.cardinality() + late.cardinality();
  }

  /** The latency of delivery {@code index}, in no particular order. */
  public long latencyNanos(int index) {
    return latencies[index];
  }

  /** The connection of delivery {@code index}. */
  public int connection(int index) {
    return book.room.member(seats[index]);
  }

  /** Whether its books were closed before their time, because the run ended. */
  boolean cutShort() {
    return book.isCutShort();
  }

  /** The connections that did not get it at all before it was settled. */
  IntStream lostConnections() {
    return lost.stream().map(book.room::member);
  }

  /** The room that it was published to, from 0. */
  public int room() {
    return book.room.index();
  }

  /** How many got it too late. */
  int late() {
    return late.cardinality();
  }

  /**
   * When {@code percent} of the audience had it; {@link Long#MAX_VALUE} when they never did. 0
   * means the first receiver.
   */
  public long reachedNanos(int percent) {
    int rank = Math.max(1, (int) Math.ceilDiv((long) book.expected * percent, 100L));
    if (sorted == null) {
      sorted = latencies.clone();
      Arrays.sort(sorted);
    }
    return rank <= sorted.length ? sorted[rank - 1] : Long.MAX_VALUE;
  }
}
