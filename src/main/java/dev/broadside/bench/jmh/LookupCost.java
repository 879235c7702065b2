package dev.broadside.bench.jmh;

import dev.broadside.aws.IndexWrite;
import dev.broadside.aws.Latency;
import dev.broadside.aws.Pages;
import dev.broadside.aws.Prices;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profile.Service;
import dev.broadside.aws.ReadUnits.Consistency;
import dev.broadside.aws.WriteUnits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What lookups on tables of their own come to on AWS, before they are made. Writes are exact: each
 * item once, in its table and its index; removing a table takes none. Reads depend on how often a
 * lookup fits into an iteration, so they are <b>modelled</b> with a profile's latencies.
 *
 * @param tables that are created
 * @param items in all of them
 */
public record LookupCost(int tables, long items, double writeUnits, double readUnits) {
  /* A batch of 25 takes some 15 ms, and then waits for 10: see OwnTables. */
  private static final double ITEMS_A_SECOND = 1_000;

  /** Of rows that are all still to be measured. */
  public static LookupCost of(List<LookupRow> rows, Depth depth, Profile profile) {
    Set<String> names = new HashSet<>();
    long items = 0;
    double writes = 0;
    double reads = 0;
    for (LookupRow row : rows) {
      TableShape table = row.table();
      boolean keyed = row.lookup().equals(LookupRow.TABLE_QUERY);
      if (names.add(keyed ? table.roomTable() : table.connectionTable())) {
        long entry = table.anyItem().entrySize(table.projection());
        long each =
            WriteUnits.of(table.itemBytes()) + (keyed ? 0 : new IndexWrite.Put(entry).units());
        items += table.connections();
        writes += (double) each * table.connections();
      }
      reads += reads(row, depth, profile);
    }
    return new LookupCost(names.size(), items, writes, reads);
  }

  private static double reads(LookupRow row, Depth depth, Profile profile) {
    TableShape table = row.table();
    Pages known = row.byAws();
    Pages pages =
        known == null
            ? Pages.of(table.connections(), table.itemBytes(), Consistency.EVENTUAL)
            : known;
    Latency page = profile.latency(Service.DYNAMODB);
    // Segments are read at once, so more such lookups fit into an iteration.
    long inTurn =
        row.isSegmented() ? Math.ceilDiv(pages.pages(), LookupRow.SEGMENTS) : pages.pages();
    double millis = inTurn * page.meanMillis();
    double iterations = row.isLong() ? 2 : depth.warmups() + depth.iterations();
    double lookups = Math.max(1, depth.time().convertTo(TimeUnit.MILLISECONDS) / millis);
    return depth.forks() * iterations * lookups * pages.units();
  }

  /** In US dollars; storage for an hour is none to speak of. */
  public double usd(Prices prices) {
    return writeUnits * prices.dynamoDb().writeUnit() + readUnits * prices.dynamoDb().readUnit();
  }

  /** How long the tables take to be filled, if DynamoDB throttles nothing. */
  public double fillSeconds() {
    return items / ITEMS_A_SECOND;
  }
}
