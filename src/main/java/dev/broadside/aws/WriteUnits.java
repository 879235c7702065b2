package dev.broadside.aws;

import java.util.Arrays;

/**
 * What writes take of a table, in write units: one for each 1 KB of the item or part of them.
 *
 * <p>{@code units = max(1, ceil(bytes / 1024))}. An item that is replaced or updated counts with
 * the larger of its sizes before and after, a deleted one with its size before; BatchWriteItem
 * rounds each item. What the write does to an index comes on top: {@link IndexWrite}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ProvisionedThroughput.html">Managing
 *     throughput settings, capacity unit consumption for writes</a>
 */
public final class WriteUnits {
  private static final long BLOCK_BYTES = 1024;

  private WriteUnits() {}

  /** A new item, or a deleted one. */
  public static long of(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, BLOCK_BYTES));
  }

  /** An item that was there before, with its size before and after. */
  public static long ofUpdate(long before, long after) {
    return of(Math.max(before, after));
  }

  /** A BatchWriteItem of new items with these sizes. */
  public static long ofBatch(long... bytes) {
    return Arrays.stream(bytes).map(WriteUnits::of).sum();
  }
}
