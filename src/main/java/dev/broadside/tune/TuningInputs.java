package dev.broadside.tune;

import java.util.Locale;

/**
 * What somebody has: a connection table, and what happens to it.
 *
 * @param connections in the table
 * @param room connections in one room, the audience of a broadcast
 * @param itemBytes of one connection's item
 * @param broadcasts a second, over all rooms
 * @param joins a second, over all rooms; in the long run as many leave
 */
public record TuningInputs(
    int connections, int room, int itemBytes, double broadcasts, double joins) {
  /** The reference point of the benchmarks. */
  public static final TuningInputs REFERENCE = new TuningInputs(10_000, 100, 200, 1, 1);

  /*
   * AWS opens 500 connections a second for an account and closes each after two hours, so by default
   * no more are ever open: docs.aws.amazon.com/apigateway/latest/developerguide/
   * apigateway-execution-service-websocket-limits-table.html
   */
  private static final int MOST_CONNECTIONS = 500 * 2 * 3_600;

  /* A key of a name and a value, and the most: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
  private static final int LEAST_BYTES = 2;
  private static final int MOST_BYTES = 400 * 1024;
  private static final double LEAST_RATE = 0.001;
  private static final double MOST_RATE = 10_000;

  /** Refuses what is no table, in one sentence. */
  public TuningInputs {
    require(
        connections >= 1 && connections <= MOST_CONNECTIONS,
        "--connections must be 1 to %,d, not %,d: AWS opens 500 a second by default and closes each after two hours",
        MOST_CONNECTIONS,
        connections);
    require(
        room >= 1 && room <= connections,
        "--room must be 1 to the %,d connections of the table, not %,d",
        connections,
        room);
    require(
        itemBytes >= LEAST_BYTES && itemBytes <= MOST_BYTES,
        "--item must be %,d to %,d bytes, which is what DynamoDB takes of a connection, not %,d",
        LEAST_BYTES,
        MOST_BYTES,
        itemBytes);
    require(
        broadcasts >= LEAST_RATE && broadcasts <= MOST_RATE,
        "--broadcasts must be 0.001 to 10,000 a second, not %s",
        broadcasts);
    require(
        joins >= 0 && joins <= MOST_RATE, "--joins must be 0 to 10,000 a second, not %s", joins);
  }

  private static void require(boolean holds, String sentence, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, values));
    }
  }

  /** The size nearest to this mean that a connection's item can have. */
  public static int possibleItem(double bytes) {
    return (int) Math.clamp(Math.round(bytes), LEAST_BYTES, MOST_BYTES);
  }

  /** The same with another table and another room. */
  TuningInputs with(int otherConnections, int otherRoom) {
    return new TuningInputs(otherConnections, otherRoom, itemBytes, broadcasts, joins);
  }

  /** Broadcasts a second of one room, where all rooms are alike. */
  double broadcastsOfRoom() {
    return broadcasts * room / connections;
  }

  /** As a sentence has it. */
  String words(RoomSizes rooms) {
    return String.format(
        Locale.ROOT,
        "%,d connections in rooms of %s, items of %,d B; broadcasts a second: %s, joins a second: %s",
        connections,
        rooms.words(),
        itemBytes,
        Numbers.plain(broadcasts),
        Numbers.plain(joins));
  }
}
