package dev.broadside.cloud;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was read of a table: sizes and counts, no item and no name of a room.
 *
 * @param items that were read
 * @param withoutRoom of them, those that lack the attribute: no index of rooms has them
 * @param fraction of the table that was read, by its segments; 1 if all
 * @param members of each room that was seen, as many as were seen
 * @param itemBytes how many items had which size
 * @param entryBytes of all entries that an index of rooms has, or would have, of the items
 * @param units that the reading took
 * @param throttled how often DynamoDB throttled it
 * @param ended whether it was read as far as was asked, and not ended by throttling
 */
public record TableSample(
    long items,
    long withoutRoom,
    double fraction,
    List<Long> members,
    Map<Long, Long> itemBytes,
    long entryBytes,
    double units,
    int throttled,
    boolean ended) {

  /** Copies the collections. */
  public TableSample {
    members = List.copyOf(members);
    itemBytes = Map.copyOf(itemBytes);
  }

  /** How many items the table has; an estimate where not all was read. */
  public long tableItems() {
    return Math.round(items / fraction);
  }

  /** The mean size of an item, which is what pages are made of. */
  public double meanItemBytes() {
    double bytes =
        itemBytes.entrySet().stream()
            .mapToDouble(one -> (double) one.getKey() * one.getValue())
            .sum();
    return bytes / items;
  }

  /** The size that this part of the items does not exceed. */
  public long itemBytes(double part) {
    long wanted = Math.max(1, (long) Math.ceil(part * items));
    long below = 0;
    for (Map.Entry<Long, Long> size : new TreeMap<>(itemBytes).entrySet()) {
      below += size.getValue();
      if (below >= wanted) {
        return size.getKey();
      }
    }
    return 0;
  }

  /** The mean size of an index's entry. */
  public double meanEntryBytes() {
    return (double) entryBytes / (items - withoutRoom);
  }
}
