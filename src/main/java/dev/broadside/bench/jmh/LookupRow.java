package dev.broadside.bench.jmh;

import dev.broadside.aws.Pages;
import dev.broadside.aws.ReadUnits.Consistency;
import dev.broadside.cloud.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One lookup in one table. */
public record LookupRow(String lookup, TableShape table) {
  static final String SCAN = "scan";
  static final String PARALLEL_SCAN = "parallel-scan";
  static final String QUERY = "query";
  static final String TABLE_QUERY = "table-query";

  /** All lookups of the reference handlers. */
  static final List<String> LOOKUPS = List.of(SCAN, PARALLEL_SCAN, QUERY, TABLE_QUERY);

  /** The segments of a parallel scan. */
  static final int SEGMENTS = 4;

  /* A full page takes DynamoDB Local, the stage and the SDK some 100 ms of processor time. */
  private static final int MANY_PAGES = 10;

  /** Every lookup at every table size, in rooms of 100: 12 rows. */
  public static List<LookupRow> quick() {
    List<LookupRow> rows = new ArrayList<>();
    for (int connections : new int[] {1_000, 10_000, 100_000}) {
      addEach(rows, TableShape.REFERENCE.withConnections(connections));
    }
    return rows;
  }

  /** Also the other factors, each by itself from the reference point: 30 rows. */
  public static List<LookupRow> full() {
    List<LookupRow> rows = quick();
    TableShape reference = TableShape.REFERENCE;
    addEach(rows, reference.withRoom(10));
    addEach(rows, reference.withRoom(1_000));
    addEach(rows, reference.withItemBytes(1_000));
    addEach(rows, reference.withItemBytes(4_000));
    rows.add(new LookupRow(QUERY, reference.withProjection(Projection.INCLUDE)));
    rows.add(new LookupRow(QUERY, reference.withProjection(Projection.ALL)));
    return rows;
  }

  private static void addEach(List<LookupRow> rows, TableShape table) {
    LOOKUPS.forEach(lookup -> rows.add(new LookupRow(lookup, table)));
  }

  /** Makes the table that it reads. */
  void make(ConnectionTables tables) throws CloudException, InterruptedException {
    if (lookup.equals(TABLE_QUERY)) {
      tables.makeRooms(table);
    } else {
      tables.makeConnections(table);
    }
  }

  /** Whether it reads so many pages that it takes longer than an iteration of a quick look. */
  boolean isLong() {
    boolean whole = lookup.equals(SCAN) || lookup.equals(PARALLEL_SCAN);
    return whole
        && Pages.of(table.connections(), table.itemBytes(), Consistency.EVENTUAL).pages()
            >= MANY_PAGES;
  }

  /** Whether what it takes depends on how many items each segment has. */
  boolean isSegmented() {
    return lookup.equals(PARALLEL_SCAN);
  }

  /** The environment that makes a function look up so. */
  Map<String, String> environment() {
    return environment("");
  }

  /**
   * The same with other tables.
   *
   * @param prefix of their names
   */
  Map<String, String> environment(String prefix) {
    return Map.of(
        "AWS_REGION",
        LookupTables.REGION,
        "WEBSOCKET_TABLE",
        prefix + table.connectionTable(),
        "BROADSIDE_LOOKUP",
        lookup,
        "BROADSIDE_SEGMENTS",
        "" + SEGMENTS,
        "BROADSIDE_GROUP",
        ConnectionItem.ROOM,
        "BROADSIDE_INDEX",
        LookupTables.INDEX,
        "BROADSIDE_ROOM_TABLE",
        prefix + table.roomTable());
  }

  /**
   * What it takes by AWS's rules; null for a parallel scan, which depends on how many items each
   * segment has.
   */
  public @Nullable Pages byAws() {
    return byRules(table.anyItem().entrySize(table.projection()));
  }

  /** The same in DynamoDB Local, which ends a page of an index by the size of the whole items. */
  public @Nullable Pages byDynamoDbLocal() {
    return byRules(table.itemBytes());
  }

  private @Nullable Pages byRules(long pagedBytes) {
    long entry = table.anyItem().entrySize(table.projection());
    return switch (lookup) {
      case SCAN -> Pages.of(table.connections(), table.itemBytes(), Consistency.EVENTUAL);
      case QUERY -> Pages.of(table.room(), entry, pagedBytes, Consistency.EVENTUAL);
      case TABLE_QUERY -> Pages.of(table.room(), table.itemBytes(), Consistency.EVENTUAL);
      default -> null;
    };
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %,d connections in rooms of %,d, %,d B, %s",
        lookup,
        table.connections(),
        table.room(),
        table.itemBytes(),
        table.projection().toString().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
