package dev.broadside.cloud;

import dev.broadside.aws.ItemSize;
import dev.broadside.aws.ItemValue;
import dev.broadside.aws.ReadUnits;
import dev.broadside.aws.ReadUnits.Consistency;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** What a sample has so far, page by page; whole segments only are added to another. */
final class TableScan {
  private final TableKeys keys;
  private final Map<AttributeValue, Long> rooms = new HashMap<>();
  private final Map<Long, Long> sizes = new HashMap<>();
  private long items;
  private long withoutRoom;
  private long bytes;
  private long entryBytes;
  private double units;

  TableScan(TableKeys keys) {
    this.keys = keys;
  }

  /** Adds a page, and says how many units it took: AWS's count where the answer has one. */
  double add(ScanResponse page) {
    long before = bytes;
    page.items().forEach(this::add);
    double taken =
        page.consumedCapacity() == null || page.consumedCapacity().capacityUnits() == null
            ? ReadUnits.of(bytes - before, Consistency.EVENTUAL)
            : page.consumedCapacity().capacityUnits();
    units += taken;
    return taken;
  }

  private void add(Map<String, AttributeValue> item) {
    Map<String, ItemValue> values = ItemValues.of(item);
    long size = ItemSize.of(values);
    items++;
    bytes += size;
    sizes.merge(size, 1L, Long::sum);
    AttributeValue room = item.get(keys.room());
    if (room == null) {
      withoutRoom++;
      return;
    }
    rooms.merge(room, 1L, Long::sum);
    Set<String> entry = keys.entry();
    if (entry != null) {
      values.keySet().retainAll(entry);
    }
    entryBytes += ItemSize.of(values);
  }

  void add(TableScan segment) {
    segment.rooms.forEach((room, members) -> rooms.merge(room, members, Long::sum));
    segment.sizes.forEach((size, count) -> sizes.merge(size, count, Long::sum));
    items += segment.items;
    withoutRoom += segment.withoutRoom;
    bytes += segment.bytes;
    entryBytes += segment.entryBytes;
    units += segment.units;
  }

  double units() {
    return units;
  }

  /** So many items come to about {@code wanted} units; 25 where nothing is known. */
  int limit(double wanted) {
    double mean = items == 0 ? 0 : (double) bytes / items;
    return mean == 0 ? 25 : (int) Math.clamp(wanted * 8_192 / mean, 1, 100_000);
  }

  TableSample sample(double fraction, int throttled, boolean ended) {
    return new TableSample(
        items,
        withoutRoom,
        fraction,
        rooms.values().stream().sorted().toList(),
        sizes,
        entryBytes,
        units,
        throttled,
        ended);
  }

  /** How long a rate lasts for so many units. */
  static Duration pause(double units, double perSecond) {
    return Duration.ofNanos(Math.round(units / perSecond * 1e9));
  }
}
