package dev.broadside.measure;

import dev.broadside.scenario.Rooms;
import org.jspecify.annotations.Nullable;

/**
 * Which broadcast of each publisher came last to each connection. Each connection belongs to one
 * event loop, so its row needs no lock.
 */
final class Order {
  private final Rooms rooms;
  private final int[] @Nullable [] newest;

  Order(Rooms rooms) {
    this.rooms = rooms;
    this.newest = new int[rooms.connections()][];
  }

  /** Notes a delivery; false when a later broadcast of that publisher came before it. */
  boolean keeps(int connection, Book book) {
    int[] row = newest[connection];
    if (row == null) {
      row = new int[rooms.publishersIn(book.room.index())];
      newest[connection] = row;
    }
    // Only publishers of one room come here, and every so many is one of them.
    int publisher = book.publisher / rooms.count();
    if (publisher >= row.length) {
      return true; // One of more than anybody follows.
    }
    if (book.number + 1 < row[publisher]) {
      return false;
    }
    row[publisher] = book.number + 1;
    return true;
  }
}
