package dev.broadside.aws;

/**
 * The read request units of a table's stream: one for each GetRecords, which answers up to 1,000
 * records or 1 MB. None where Lambda reads, as an event source mapping does: AWS does not charge
 * for those calls.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_StreamsUsage.html">Evaluate
 *     your DynamoDB streams usage</a>
 */
public final class StreamReads {
  private static final long MOST_RECORDS = 1_000;
  private static final long MOST_BYTES = 1 << 20;

  private StreamReads() {}

  /** What a reader of ones own takes for {@code records} of {@code bytes} each. */
  public static long ofRecords(long records, long bytes) {
    return Math.max(Math.ceilDiv(records, MOST_RECORDS), Math.ceilDiv(records * bytes, MOST_BYTES));
  }
}
