package dev.broadside.measure;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last receivers of measured broadcasts by the size of the room: a class for each power of two,
 * so that 18,000 rooms need no more memory than fifteen, and a room of 1,000 is never in one class
 * with one of 10. A room's size is the subscribers that were asked for, whoever came or went. One
 * thread.
 */
final class RoomSizes {
  private final @Nullable Size[] sizes = new Size[Integer.SIZE];

  /** Rooms of {@code from} to {@code 2 * from - 1} subscribers. */
  private static final class Size {
    private final int from;
    private final BitSet rooms = new BitSet();
    private final Latencies last = new Latencies();
    private long broadcasts;
    private long expected;
    private long delivered;

    Size(int from) {
      this.from = from;
    }

    void add(Settled broadcast) {
      rooms.set(broadcast.room());
      broadcasts++;
      expected += broadcast.expected();
      delivered += broadcast.delivered();
      if (!broadcast.isToNobody()) {
        last.record(broadcast.reachedNanos(100));
      }
    }

    RunSummary.RoomSize told() {
      return new RunSummary.RoomSize(
          from,
          2 * from - 1,
          rooms.cardinality(),
          broadcasts,
          expected,
          delivered,
          last.distribution());
    }
  }

  void add(Settled broadcast) {
    int power = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, broadcast.roomSize()));
    Size size = sizes[power];
    if (size == null) {
      size = new Size(1 << power);
      sizes[power] = size;
    }
    size.add(broadcast);
  }

  /** Those that had a broadcast, the smallest first. */
  List<RunSummary.RoomSize> told() {
    return IntStream.range(0, sizes.length)
        .mapToObj(power -> sizes[power])
        .flatMap(Stream::ofNullable)
        .map(Size::told)
        .toList();
  }
}
