package dev.broadside.tune;

import dev.broadside.aws.Ceilings;
import dev.broadside.aws.IndexWrite;
import dev.broadside.aws.ItemSize;
import dev.broadside.aws.ItemValue;
import dev.broadside.aws.Pages;
import dev.broadside.aws.ReadUnits.Consistency;
import dev.broadside.aws.WriteUnits;
import java.util.Map;

/**
 * What one lookup of a strategy takes, by AWS's rules.
 *
 * @param pages of all its requests
 * @param inTurn the pages that are read one after another
 * @param bytesInTurn of these
 * @param units of the hottest partition: all of them, but for a sharded key
 * @param joinUnits write units that a join and its leave take beside the connection table
 */
record Reading(Pages pages, Pages inTurn, long bytesInTurn, double units, long joinUnits) {
  /**
   * An entry of an index of rooms that projects keys alone, as the reference handlers' table has
   * it: AWS's connection ids have 16 characters.
   */
  static final long ENTRY_BYTES =
      ItemSize.of(
          Map.of(
              "connectionId",
              new ItemValue.Text("x".repeat(16)),
              "room",
              new ItemValue.Text("room-000000")));

  /** What {@code strategy} reads; a cached list and a queue read as a query does. */
  static Reading of(Strategy strategy, TuningInputs inputs, Assumptions assumptions) {
    long entry = assumptions.entryBytes();
    return switch (strategy) {
      case SCAN -> parts(1, inputs.connections(), inputs.itemBytes(), 0);
      case PARALLEL_SCAN -> parallel(inputs, assumptions.segments());
      case QUERY -> parts(1, inputs.room(), entry, indexJoinUnits(entry));
      case CACHED, QUEUE -> of(assumptions.query(), inputs, assumptions);
      case TABLE_QUERY ->
          parts(1, inputs.room(), inputs.itemBytes(), tableJoinUnits(inputs, assumptions));
      case SHARDED -> parts(assumptions.shards(), inputs.room(), entry, indexJoinUnits(entry));
    };
  }

  /** Where the connection table is this table, its writes are those that every lookup needs. */
  private static long tableJoinUnits(TuningInputs inputs, Assumptions assumptions) {
    return assumptions.keyedByRoom() ? 0 : 2 * WriteUnits.of(inputs.itemBytes());
  }

  private static long indexJoinUnits(long entry) {
    return new IndexWrite.Put(entry).units() + new IndexWrite.Remove(entry).units();
  }

  private static Reading parallel(TuningInputs inputs, int segments) {
    Reading reading = parts(segments, inputs.connections(), inputs.itemBytes(), 0);
    // Segments share the table's partitions: none of them is read by one segment alone.
    return new Reading(
        reading.pages, reading.inTurn, reading.bytesInTurn, reading.pages.units(), 0);
  }

  /** So many items in equal parts, each read by itself, all at once. */
  private static Reading parts(int parts, long items, long bytes, long joinUnits) {
    long largest = Math.ceilDiv(items, parts);
    Pages inTurn = Pages.of(largest, bytes, Consistency.EVENTUAL);
    Pages all = inTurn;
    for (int part = 1; part < parts; part++) {
      all = all.plus(Pages.of((items + part - 1) / parts, bytes, Consistency.EVENTUAL));
    }
    return new Reading(all, inTurn, largest * bytes, inTurn.units(), joinUnits);
  }

  /** Broadcasts a second that a table gives with enough partitions. */
  double ofTable() {
    return Ceilings.DEFAULT.readsOfTable(pages.units());
  }

  /** The same of one partition: of a small table that is scanned, of one room that is queried. */
  double ofPartition() {
    return Ceilings.DEFAULT.readsOfPartition(units);
  }
}
