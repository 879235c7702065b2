package dev.broadside.stage;

import dev.broadside.aws.Profile;
import dev.broadside.aws.Quota;
import dev.broadside.aws.TokenBucket;
import dev.broadside.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many units a second tables give. A call is let in while its buckets hold anything, and pays
 * afterwards what DynamoDB says that it took: nobody knows it before.
 *
 * <p>Modelled is what is certain: a table has its ceiling, and so has each value of a partition
 * key, because all items of one value lie in one partition (that a partition with a sort key may be
 * split when it is hot, and that other values lie in it too, is not modelled). An index has
 * ceilings of its own for reads; its writes are its table's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">Designing
 *     partition keys</a>
 */
final class TableCeilings {
  /** The partition key values that are remembered; a forgotten one begins anew. */
  private static final int MOST_KEYS = 10_000;

  private final Profile.Tables ceilings;
  private final Map<String, Template.Table> schemas;
  private final LongSupplier nanoTime;
  private final Map<String, TokenBucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
          return size() > MOST_KEYS;
        }
      };

  TableCeilings(
      Profile.Tables ceilings, Map<String, Template.Table> schemas, LongSupplier nanoTime) {
    this.ceilings = ceilings;
    this.schemas = schemas;
    this.nanoTime = nanoTime;
  }

  /** Which ceiling a call met. */
  enum Met {
    TABLE,
    PARTITION
  }

  /** The ceiling that refuses {@code call}, or null. */
  synchronized @Nullable Met refuses(TableCall call) {
    for (Bill bill : bills(call)) {
      if (!bill.bucket.hasAny()) {
        return bill.met;
      }
    }
    return null;
  }

  /** {@code call} took {@code units}, of each table that it names the same. */
  synchronized void charge(TableCall call, double units) {
    double each = units / Math.max(1, call.tables().size());
    bills(call).forEach(bill -> bill.bucket.charge(each));
  }

  private record Bill(Met met, TokenBucket bucket) {}

  private List<Bill> bills(TableCall call) {
    List<Bill> bills = new ArrayList<>();
    boolean write = call.isWrite();
    Quota table = write ? ceilings.tableWrites() : ceilings.tableReads();
    Quota partition = write ? ceilings.partitionWrites() : ceilings.partitionReads();
    for (String name : call.tables()) {
      String resource = (write ? "w " : "r ") + name + "/" + call.index();
      add(bills, Met.TABLE, resource, table);
      String hash = hash(name, call.index());
      String value = hash == null ? null : call.hashValue(hash);
      if (value != null) {
        add(bills, Met.PARTITION, resource + "/" + value, partition);
      }
    }
    return bills;
  }

  private void add(List<Bill> bills, Met met, String key, @Nullable Quota quota) {
    if (quota != null) {
      bills.add(new Bill(met, buckets.computeIfAbsent(key, k -> new TokenBucket(quota, nanoTime))));
    }
  }

  private @Nullable String hash(String table, @Nullable String index) {
    Template.Table schema = schemas.get(table);
    if (schema == null) {
      return null;
    }
    return schema.indexes().stream()
        .filter(each -> each.name().equals(index))
        .findFirst()
        .map(Template.Index::key)
        .orElse(schema.key())
        .hash();
  }
}
