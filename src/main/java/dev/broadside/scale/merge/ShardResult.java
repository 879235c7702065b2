package dev.broadside.scale.merge;

import dev.broadside.measure.Judge;
import dev.broadside.measure.RunSummary;
import dev.broadside.scale.clock.ShardClock;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that one shard of a distributed run found out, as it travels to whoever merges.
 *
 * <p>{@link #encode} makes one block of bytes: about 3 KB, and for each broadcast from 10 bytes (a
 * handful of receivers) to 300 (any number of them). A carrier with a limit for its items cuts the
 * block into pieces; a piece that is missing or damaged is found by length and checksum.
 *
 * @param shard its index, from 0
 * @param host where it ran
 * @param runId the run's
 * @param summary what it would say if it were alone: its counts, checks, environment and cost
 * @param refusals what the stage did not take of what this shard published
 * @param values what was not measured may be left out
 * @param rows of the measured window, in any order, each broadcast once
 * @param startErrorNanos how long after the common start it began, by its own corrected clock
 */
public record ShardResult(
    int shard,
    String host,
    String runId,
    RunSummary summary,
    Judge.Refusals refusals,
    Map<Quantity, Values> values,
    List<BroadcastRow> rows,
    long startErrorNanos,
    ShardClock clock) {

  /** The version of the bytes. */
  public static final int SCHEMA = 1;

  /** Fills up what was not measured, and puts the rows in order. */
  public ShardResult {
    if (shard < 0) {
      throw new IllegalArgumentException("a shard of index " + shard);
    }
    Map<Quantity, Values> all = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      Values given = values.get(quantity);
      all.put(quantity, given == null ? Values.none() : given);
    }
    values = Collections.unmodifiableMap(all);
    rows = rows.stream().sorted(BroadcastRow.ORDER).toList();
    requireEachOnce(rows);
  }

  private static void requireEachOnce(List<BroadcastRow> rows) {
    for (int i = 1; i < rows.size(); i++) {
      if (BroadcastRow.ORDER.compare(rows.get(i - 1), rows.get(i)) == 0) {
        BroadcastRow twice = rows.get(i);
        throw new IllegalArgumentException(
            "broadcast %d of shard %d has two rows".formatted(twice.number(), twice.publisher()));
      }
    }
  }

  /** The histogram and counts of one quantity. */
  public Values of(Quantity quantity) {
    Values found = values.get(quantity);
    return found == null ? Values.none() : found;
  }

  /** The same, with another clock. */
  ShardResult withClock(ShardClock known) {
    return new ShardResult(
        shard, host, runId, summary, refusals, values, rows, startErrorNanos, known);
  }

  /** The bytes that {@link #decode} reads. */
  public byte[] encode() {
    return ShardBytes.encode(this);
  }

  /**
   * Reads what {@link #encode} made.
   *
   * @throws MergeException a sentence, when these bytes are cut, damaged, of another schema or
   *     something else
   */
  public static ShardResult decode(byte[] bytes) throws MergeException {
    return ShardBytes.decode(bytes);
  }
}
