package dev.broadside.measure;

import dev.broadside.scenario.Rooms;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * In which order a connection hears of each publisher's broadcasts. Informational: AWS promises
 * none.
 */
final class ArrivalOrder {
  private final Rooms rooms;
  private final int[] @Nullable [] newest;
  private final LongAdder outOfOrder = new LongAdder();

  ArrivalOrder(Rooms rooms) {
    this.rooms = rooms;
    this.newest = new int[rooms.connections()][];
  }

  /** Each connection belongs to one event loop, so its row needs no lock. */
  void note(int connection, Book book) {
    int[] row = newest[connection];
    if (row == null) {
      row = new int[rooms.publishersIn(book.room.index())];
      newest[connection] = row;
    }
    // Only publishers of one room come here, and every so many is one of them.
    int publisher = book.publisher / rooms.count();
    if (book.number + 1 < row[publisher]) {
      outOfOrder.increment();
    } else {
      row[publisher] = book.number + 1;
    }
  }

  /** How often a broadcast came after a later one. */
  long outOfOrder() {
    return outOfOrder.sum();
  }
}
