package dev.broadside.bench.jmh;

import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A connection table: how many connections, how many in each room, how large an item, and what its
 * index projects. The same shape has the same items wherever it is made.
 */
public record TableShape(int connections, int room, int itemBytes, Projection projection) {
  /** The point from which one factor at a time is changed. */
  public static final TableShape REFERENCE = new TableShape(10_000, 100, 200, Projection.KEYS_ONLY);

  private static final long SEED = 20_261_121;

  /* AWS's ids are base64url of 11 bytes. */
  private static final int ID_BYTES = 11;
  private static final long FIRST_JOIN_MILLIS = 1_763_700_000_000L;

  /** Refuses what is no table. */
  public TableShape {
    if (room < 1 || connections < room || connections % room != 0) {
      throw new IllegalArgumentException(
          "%d connections in rooms of %d: choose a number that the rooms divide"
              .formatted(connections, room));
    }
  }

  /** The same with more or fewer connections. */
  public TableShape withConnections(int other) {
    return new TableShape(other, room, itemBytes, projection);
  }

  /** The same with larger or smaller rooms. */
  public TableShape withRoom(int other) {
    return new TableShape(connections, other, itemBytes, projection);
  }

  /** The same with larger or smaller items. */
  public TableShape withItemBytes(int other) {
    return new TableShape(connections, room, other, projection);
  }

  /** The same with another index. */
  public TableShape withProjection(Projection other) {
    return new TableShape(connections, room, itemBytes, other);
  }

  int rooms() {
    return connections / room;
  }

  /** The name of a room. */
  static String room(int number) {
    return "room-%06d".formatted(number);
  }

  /** The table keyed by connection, with the index {@link LookupTables#INDEX}. */
  String connectionTable() {
    return "connections-%d-%d-%d-%s".formatted(connections, room, itemBytes, projection);
  }

  /** The table keyed by room and connection. */
  String roomTable() {
    return "rooms-%d-%d-%d".formatted(connections, room, itemBytes);
  }

  /** All items, in no order that a key has. */
  Stream<ConnectionItem> items() {
    SplittableRandom random = new SplittableRandom(SEED);
    return IntStream.range(0, connections)
        .mapToObj(number -> item(number, random).filledUpTo(itemBytes));
  }

  /** An item as any of them, to be measured. */
  ConnectionItem anyItem() {
    return item(0, new SplittableRandom(SEED)).filledUpTo(itemBytes);
  }

  private ConnectionItem item(int number, SplittableRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    // Trailing zeros take no bytes: a last digit that is none keeps all items at one size.
    long since = FIRST_JOIN_MILLIS + 10L * number + 1 + random.nextInt(9);
    return new ConnectionItem(
        Base64.getUrlEncoder().encodeToString(id), room(number % rooms()), since, "");
  }
}
