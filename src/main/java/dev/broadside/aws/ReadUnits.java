package dev.broadside.aws;

import java.util.Arrays;

/**
 * What reads take, in read units: one for each 4 KB or part of them, half of it where an eventually
 * consistent answer will do, twice where it is part of a transaction.
 *
 * <p>{@code units = max(1, ceil(bytes / 4096)) x factor}. GetItem rounds its item up; so does
 * BatchGetItem each of its items; Query and Scan round the sum of all items of one page. An item or
 * a page that is not there takes what the smallest takes. What a projection expression or a filter
 * leaves out of the answer was read and counts in full; a projection of an index counts with what
 * it holds.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ProvisionedThroughput.html">Managing
 *     throughput settings, capacity unit consumption for reads</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Global
 *     secondary indexes, read capacity units</a>
 */
public final class ReadUnits {
  private static final long BLOCK_BYTES = 4096;

  private ReadUnits() {}

  /** How fresh an answer has to be. */
  public enum Consistency {
    /** Half a unit for each 4 KB; the only one of an index. */
    EVENTUAL(0.5),
    /** One unit for each 4 KB. */
    STRONG(1),
    /** Two units for each 4 KB. */
    TRANSACTIONAL(2);

    private final double factor;

    Consistency(double factor) {
      this.factor = factor;
    }
  }

  /** One item, or the items of one page together. */
  public static double of(long bytes, Consistency consistency) {
    return Math.max(1, Math.ceilDiv(bytes, BLOCK_BYTES)) * consistency.factor;
  }

  /** A BatchGetItem of items with these sizes. */
  public static double ofBatch(Consistency consistency, long... bytes) {
    return Arrays.stream(bytes).mapToDouble(each -> of(each, consistency)).sum();
  }
}
