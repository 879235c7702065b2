package dev.broadside.aws;

/**
 * The SQS requests that messages through a queue are metered as.
 *
 * <p>A request is metered once for each 64 KB of its payload or part of them. Sends, and receives
 * by a Lambda event source, take up to 10 messages and 1 MiB at once, so n messages of b bytes go
 * in batches of {@code k = min(10, floor(1 MiB / b))}, each metered as {@code ceil(k b / 64 KB)};
 * the deletes carry no payload and take one request for 10. Receives that find nothing are metered
 * too: they depend on time, not on messages, and are left out.
 *
 * @param messages that go through it
 * @param bytes of each
 * @see <a href="https://aws.amazon.com/sqs/pricing/">Amazon SQS pricing</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">Amazon
 *     SQS message quotas</a>
 */
public record QueueUse(long messages, long bytes) {
  private static final long CHUNK_BYTES = 64 << 10;
  private static final long MOST_BYTES = 1 << 20;
  private static final long BATCH = 10;

  /** Refuses a message that no queue takes. */
  public QueueUse {
    if (messages < 0 || bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a queue takes messages of 1 B to 1 MiB, not %d of %d B".formatted(messages, bytes));
    }
  }

  /** What SendMessageBatch, filled as far as it goes, is metered as. */
  public long sends() {
    long each = Math.min(BATCH, MOST_BYTES / bytes);
    long rest = messages % each;
    return messages / each * chunks(each) + (rest == 0 ? 0 : chunks(rest));
  }

  /** What receiving full batches is metered as. */
  public long receives() {
    return sends();
  }

  /** What DeleteMessageBatch is metered as. */
  public long deletes() {
    return Math.ceilDiv(messages, BATCH);
  }

  /** All of them. */
  public long requests() {
    return sends() + receives() + deletes();
  }

  private long chunks(long count) {
    return Math.ceilDiv(count * bytes, CHUNK_BYTES);
  }
}
