package dev.broadside.aws;

/**
 * How many units a second DynamoDB gives, and so how often something can be done.
 *
 * <p>What takes u units can be done {@code ceiling / u} times a second. A Query reads one value of
 * a partition key, whose items share a partition, so the partition's ceiling holds for each room. A
 * Scan reads all partitions of a table one after another: the table's ceiling holds for sure, and
 * the partition's too as long as the table is one partition, as a small one is (up to 10 GB, and
 * 3,000 read or 1,000 write units a second). How many partitions a table has AWS does not say:
 * those two are the bounds.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">Designing
 *     partition keys: 3,000 read and 1,000 write units a second</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html">Quotas:
 *     40,000 read and 40,000 write units a second for an on-demand table</a>
 */
public record Ceilings(
    double partitionReads, double partitionWrites, double tableReads, double tableWrites) {
  /** What an account has where nobody asked for more. */
  public static final Ceilings DEFAULT = new Ceilings(3_000, 1_000, 40_000, 40_000);

  /** Reads of {@code units} each, a second, from one partition. */
  public double readsOfPartition(double units) {
    return Math.min(partitionReads, tableReads) / units;
  }

  /** Reads of {@code units} each, a second, from a table with enough partitions. */
  public double readsOfTable(double units) {
    return tableReads / units;
  }

  /** Writes of {@code units} each, a second, to one partition: joins of one room in its index. */
  public double writesOfPartition(double units) {
    return Math.min(partitionWrites, tableWrites) / units;
  }

  /** Writes of {@code units} each, a second, to a table with enough partitions. */
  public double writesOfTable(double units) {
    return tableWrites / units;
  }
}
