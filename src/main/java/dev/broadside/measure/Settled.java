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
  private final BitSet cut;
  private final BitSet late;
  private final Churned churned;
  private long @Nullable [] sorted;

  /**
   * The seats of the audience that do not have it.
   *
   * @param cut those of {@code lost} whose connection was cut and that have another one since
   */
  record Missed(BitSet lost, BitSet cut, BitSet late) {}

  /**
   * How many of the room were there for a part of it only, since we made them come or go.
   *
   * @param withIt how many of them have it all the same
   */
  record Churned(int all, int withIt) {}

  Settled(Book book, long[] latencies, int[] seats, Missed missed, Churned churned) {
    this.book = book;
    this.latencies = latencies;
    this.seats = seats;
    this.lost = missed.lost();
    this.cut = missed.cut();
    this.late = missed.late();
    this.churned = churned;
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
    return delivered() + lost();
  }

  /** How many have it. */
  public int delivered() {
    return latencies.length;
  }

  /** Whom we made come or go meanwhile: neither expected nor lost. */
  Churned churned() {
    return churned;
  }

  /** Whether nobody was left who must have it, so that it has no last receiver. */
  public boolean isToNobody() {
    return expected() == 0;
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

  /** Whether one of the {@link #lostConnections} was cut before somebody came again in its seat. */
  boolean wasCut(int connection) {
    return cut.stream().map(book.room::member).anyMatch(member -> member == connection);
  }

  /** The room that it was published to, from 0. */
  public int room() {
    return book.room.index();
  }

  /** How many subscribers its room was asked to have. */
  int roomSize() {
    return book.room.size();
  }

  /** How many got it too late. */
  public int late() {
    return late.cardinality();
  }

  /**
   * When {@code percent} of the audience had it; {@link Long#MAX_VALUE} when they never did. 0
   * means the first receiver.
   */
  public long reachedNanos(int percent) {
    int rank = Math.max(1, (int) Math.ceilDiv((long) expected() * percent, 100L));
    if (sorted == null) {
      sorted = latencies.clone();
      Arrays.sort(sorted);
    }
    return rank <= sorted.length ? sorted[rank - 1] : Long.MAX_VALUE;
  }
}
