package dev.broadside.handlers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages of a batch that must come again: {@code ReportBatchItemFailures}. What failed too
 * often ends in the queue's dead-letter queue, alone: the others of its batch are done.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling
 *     errors for an SQS event source</a>
 */
final class BatchFailures {
  private final Set<String> ids = new LinkedHashSet<>();
  private final System.Logger log;

  BatchFailures(System.Logger log) {
    this.log = log;
  }

  /** Says why, without the message itself: that is between its sender and its recipient. */
  void add(QueueMessage message, String reason) {
    if (ids.add(message.id())) {
      log.log(
          System.Logger.Level.ERROR,
          "Message {0} goes back to its queue. {1}",
          message.id(),
          reason);
    }
  }

  Map<String, Object> toAnswer() {
    List<Map<String, String>> failures =
        ids.stream().map(id -> Map.of("itemIdentifier", id)).toList();
    return Map.of("batchItemFailures", failures);
  }
}
