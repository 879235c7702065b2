package dev.broadside.bench.jmh;

import dev.broadside.bench.stub.PostDelay;
import dev.broadside.cloud.CloudException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One reference handler with its lookup and its fanout.
 *
 * @param found how it finds whom to post to, and in what table
 * @param posted how it posts, and to how many: all that are found
 */
public record BroadcastRow(String design, LookupRow found, FanoutRow posted) {
  /** Posts to everyone. */
  public static final String SCAN_CHAT = "scan-chat";

  /** Reads who sent, stores the message, posts it to a room. */
  public static final String ROOM_CHAT = "room-chat";

  /** Reads the history, posts it to everyone. */
  public static final String HISTORY_CHAT = "history-chat";

  private static final String ASYNC = "async";

  /* 10,000 connections, of which 1,000 are in each room. */
  private static final TableShape ROOMS = TableShape.REFERENCE.withRoom(1_000);

  static BroadcastRow of(
      String design, String lookup, TableShape table, String fanout, PostDelay delay) {
    boolean everyone = !design.equals(ROOM_CHAT);
    int receivers = everyone ? table.connections() : table.room();
    FanoutRow posted =
        new FanoutRow(fanout, receivers, FanoutRow.reference(fanout).inFlight(), delay, 0, 0);
    return new BroadcastRow(design, new LookupRow(lookup, table), posted);
  }

  /** Each handler by two fanouts to 1,000 receivers, and each lookup of a room: 9 rows. */
  public static List<BroadcastRow> quick() {
    List<BroadcastRow> rows = new ArrayList<>();
    for (String fanout : List.of(ASYNC, FanoutRow.DIRECT)) {
      rows.add(everyone(SCAN_CHAT, 1_000, fanout));
      rows.add(everyone(HISTORY_CHAT, 1_000, fanout));
      rows.add(room(LookupRow.QUERY, ROOMS, fanout, PostDelay.FIFTEEN));
    }
    rows.addAll(
        byEach(ROOMS, List.of(LookupRow.SCAN, LookupRow.PARALLEL_SCAN, LookupRow.TABLE_QUERY)));
    return rows;
  }

  /** Also more connections, receivers, fanouts and delays: 23 rows. */
  public static List<BroadcastRow> full() {
    List<BroadcastRow> rows = quick();
    rows.addAll(byEach(ROOMS.withConnections(100_000), LookupRow.LOOKUPS));
    rows.addAll(byEach(TableShape.REFERENCE, LookupRow.LOOKUPS));
    for (String fanout : List.of("pool", "virtual")) {
      rows.add(room(LookupRow.QUERY, ROOMS, fanout, PostDelay.FIFTEEN));
    }
    for (PostDelay delay : List.of(PostDelay.NONE, PostDelay.FIVE, PostDelay.HEAVY_TAIL)) {
      rows.add(room(LookupRow.QUERY, ROOMS, FanoutRow.DIRECT, delay));
    }
    rows.add(everyone(SCAN_CHAT, 10_000, FanoutRow.DIRECT));
    return rows;
  }

  private static BroadcastRow everyone(String design, int connections, String fanout) {
    TableShape table = TableShape.REFERENCE.withConnections(connections).withRoom(connections);
    return of(design, LookupRow.SCAN, table, fanout, PostDelay.FIFTEEN);
  }

  private static List<BroadcastRow> byEach(TableShape table, List<String> lookups) {
    return lookups.stream()
        .map(lookup -> room(lookup, table, FanoutRow.DIRECT, PostDelay.FIFTEEN))
        .toList();
  }

  private static BroadcastRow room(
      String lookup, TableShape table, String fanout, PostDelay delay) {
    return of(ROOM_CHAT, lookup, table, fanout, delay);
  }

  /** The environment of its function. */
  Map<String, String> environment(URI dynamoDb, URI connections) {
    Map<String, String> all = new HashMap<>(posted.environment());
    all.putAll(found.environment());
    all.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    all.put("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", connections.toString());
    all.put("MESSAGES_TABLE", design.equals(ROOM_CHAT) ? ChatTables.MESSAGES : ChatTables.HISTORY);
    if (!found.lookup().equals(LookupRow.TABLE_QUERY)) {
      all.remove("BROADSIDE_ROOM_TABLE");
    }
    return all;
  }

  /** Makes the tables that it reads; the sender's item is in the one of the connections. */
  void make(ConnectionTables tables) throws CloudException, InterruptedException {
    tables.makeConnections(found.table());
    found.make(tables);
  }

  @Override
  public String toString() {
    return "%s: %s; %s".formatted(design, found, posted);
  }
}
