package dev.broadside.aws;

/**
 * What a write to a table does to one of its global secondary indexes. Sizes are of the index's
 * entry: the keys of the table and of the index, and what the index projects.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes">Global
 *     secondary indexes, write capacity units</a>
 */
public sealed interface IndexWrite {

  /** The item has the index's key now: a new item, or one that had no such attribute before. */
  record Put(long bytes) implements IndexWrite {}

  /** What the index projects has changed, its key has not: a join that also touches a time. */
  record Rewrite(long before, long after) implements IndexWrite {}

  /** The index's key has changed, from one room to another: a delete and a put. */
  record Move(long before, long after) implements IndexWrite {}

  /** The item, or its key of the index, is gone. */
  record Remove(long bytes) implements IndexWrite {}

  /** The item is in the index neither before nor after, or nothing that it projects has changed. */
  record Untouched() implements IndexWrite {}

  /** The write units that it takes of the index. */
  default long units() {
    return switch (this) {
      case Put put -> WriteUnits.of(put.bytes);
      case Rewrite rewrite -> WriteUnits.ofUpdate(rewrite.before, rewrite.after);
      case Move move -> WriteUnits.of(move.before) + WriteUnits.of(move.after);
      case Remove remove -> WriteUnits.of(remove.bytes);
      case Untouched untouched -> 0;
    };
  }
}
