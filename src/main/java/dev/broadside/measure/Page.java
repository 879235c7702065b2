package dev.broadside.measure;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a book says when it is settled, seat by seat. */
final class Page {
  private final BitSet replaced;
  private final long[] latencies;
  private final int[] seats;
  private final BitSet lost = new BitSet();
  private final BitSet cut = new BitSet();
  private final BitSet late = new BitSet();
  private final BitSet outside = new BitSet();
  private int delivered;
  private int churned;
  private int churnedWithIt;

  /** An empty one; what the seats in {@code replaced} miss, they miss because they were cut. */
  Page(int size, BitSet replaced) {
    this.replaced = replaced;
    latencies = new long[size];
    seats = new int[size];
  }

  void add(int seat, long value) {
    if (value >= Book.SMALLEST_LATENCY) {
      latencies[delivered] = value;
      seats[delivered++] = seat;
    } else if (value == Book.LATE) {
      late.set(seat);
    } else if (value == Book.LOST) {
      lost.set(seat);
      cut.set(seat, replaced.get(seat));
    } else {
      outside.set(seat);
      churned += value == Book.OUTSIDE ? 0 : 1;
      churnedWithIt += value == Book.CHURNED_WITH_IT ? 1 : 0;
    }
  }

  /** Who may still get it, too late; {@code null} when nobody may. */
  @Nullable BitSet missing() {
    BitSet missing = (BitSet) lost.clone();
    missing.andNot(cut);
    return missing.isEmpty() ? null : missing;
  }

  /** To whom a copy that comes yet was not meant; {@code null} when there is nobody. */
  @Nullable BitSet outside() {
    BitSet all = (BitSet) outside.clone();
    all.or(cut);
    return all.isEmpty() ? null : all;
  }

  Settled settled(Book book) {
    return new Settled(
        book,
        Arrays.copyOf(latencies, delivered),
        Arrays.copyOf(seats, delivered),
        new Settled.Missed(lost, cut, late),
        new Settled.Churned(churned, churnedWithIt));
  }
}
