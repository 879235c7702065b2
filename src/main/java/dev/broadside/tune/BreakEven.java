package dev.broadside.tune;

import dev.broadside.aws.Prices;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where a Query begins to cost less than a Scan: what the Scan reads more against what the index
 * takes at each join and leave. Messages, minutes and the function are left out, and so is the
 * connection table's own write, which both need.
 */
final class BreakEven {
  /** Table sizes of the map, half a decade apart. */
  static final List<Integer> SIZES = halfDecades(100, 9);

  /** Room sizes of the map. */
  static final List<Integer> ROOMS = halfDecades(10, 7);

  private static final int MOST = 3_600_000;

  private BreakEven() {}

  /**
   * One point of the map.
   *
   * @param scanOverQuery what a Scan costs over what a Query and its index cost
   */
  record Cell(int connections, int room, double scanOverQuery) {}

  /** All points whose room is within its table. */
  static List<Cell> cells(TuningInputs inputs, Assumptions assumptions, Prices prices) {
    List<Cell> cells = new ArrayList<>();
    for (int room : ROOMS) {
      for (int size : SIZES) {
        if (room <= size) {
          cells.add(new Cell(size, room, ratio(inputs.with(size, room), assumptions, prices)));
        }
      }
    }
    return cells;
  }

  static double ratio(TuningInputs inputs, Assumptions assumptions, Prices prices) {
    return ratio(inputs, RoomSizes.alike(inputs.room()), assumptions, prices);
  }

  static double ratio(
      TuningInputs inputs, RoomSizes rooms, Assumptions assumptions, Prices prices) {
    return dollars(Strategy.SCAN, inputs, rooms, assumptions, prices)
        / dollars(assumptions.query(), inputs, rooms, assumptions, prices);
  }

  private static double dollars(
      Strategy strategy,
      TuningInputs inputs,
      RoomSizes rooms,
      Assumptions assumptions,
      Prices prices) {
    return rooms.sizes().stream()
        .mapToDouble(
            size ->
                size.share()
                    * dollars(
                        strategy, RoomMix.sized(inputs, size.connections()), assumptions, prices))
        .sum();
  }

  private static double dollars(
      Strategy strategy, TuningInputs inputs, Assumptions assumptions, Prices prices) {
    Reading reading = Reading.of(strategy, inputs, assumptions);
    return Dollars.reads(reading.pages().units(), prices)
        + Dollars.indexWrites(reading.joinUnits(), inputs, prices);
  }

  /**
   * The smallest table with such rooms for which a Query costs no more; none below the most that an
   * account has by default. A Scan's units never fall as a table grows, so halving finds it.
   */
  static OptionalInt connections(
      int room, TuningInputs inputs, Assumptions assumptions, Prices prices) {
    return connections(RoomSizes.alike(room), inputs, assumptions, prices);
  }

  /** The same for rooms of several sizes, which stay as they are while the table grows. */
  static OptionalInt connections(
      RoomSizes rooms, TuningInputs inputs, Assumptions assumptions, Prices prices) {
    int room = rooms.largest();
    int low = room;
    int high = MOST;
    if (ratio(inputs.with(high, room), rooms, assumptions, prices) < 1) {
      return OptionalInt.empty();
    }
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (ratio(inputs.with(middle, room), rooms, assumptions, prices) >= 1) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalInt.of(low);
  }

  private static List<Integer> halfDecades(int from, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> (int) Math.round(from * Math.pow(10, i / 2.0)))
        .toList();
  }
}
