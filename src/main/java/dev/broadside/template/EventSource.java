package dev.broadside.template;

import dev.broadside.template.Template.Table;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An enabled event source mapping: what calls a function with batches of its records. */
public sealed interface EventSource {
  /** The mapping's logical id. */
  String logicalId();

  /** The function's logical id. */
  String function();

  /** What a batch is. */
  Batch batch();

  /**
   * What a batch is.
   *
   * @param size the most records
   * @param window how long the first waits for more
   * @param reportsFailures whether the function's answer may name the records that failed
   */
  record Batch(int size, Duration window, boolean reportsFailures) {}

  /**
   * A mapping of a queue.
   *
   * @param maximumConcurrency the most batches under way
   */
  record OfQueue(
      String logicalId, String function, Batch batch, Queue queue, int maximumConcurrency)
      implements EventSource {}

  /** A mapping of a table's stream. */
  record OfStream(String logicalId, String function, Batch batch, Table table, Reading reading)
      implements EventSource {}

  /**
   * How a stream is read.
   *
   * @param fromStart whether from its oldest record, rather than from now on
   * @param lanes the most batches of one shard under way: the parallelization factor
   */
  record Reading(boolean fromStart, int lanes, Retries retries) {}

  /**
   * How long a failed batch is tried again; whichever limit comes first.
   *
   * @param most null for as often as it takes
   * @param maximumAge null for as long as the stream keeps a record
   * @param bisect whether a failed batch is tried in halves
   */
  record Retries(@Nullable Integer most, @Nullable Duration maximumAge, boolean bisect) {}
}
