package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one broadcast. Every post is counted in exactly one of posted, gone, throttled and
 * failed.
 *
 * @param notRemoved ids of gone connections that are still in the table
 * @param failures what the failed posts failed with, and how often
 * @param lookupFailure what ended the lookup before its last page, or null when it was complete
 */
record Outcome(
    long posted,
    long gone,
    long throttled,
    SortedMap<String, Long> failures,
    long notRemoved,
    @Nullable String lookupFailure) {

  static Outcome of(Tally tally, long notRemoved, @Nullable Throwable lookupFailure) {
    return new Outcome(
        tally.postedCount(),
        tally.gone().size(),
        tally.throttledCount(),
        tally.failures(),
        notRemoved,
        lookupFailure == null ? null : lookupFailure.getClass().getSimpleName());
  }

  long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Posts that failed because the message is larger than AWS takes: 413. */
  long tooLarge() {
    return failures.entrySet().stream()
        .filter(failure -> failure.getKey().endsWith(" 413"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** One line of JSON, for the log. */
  String toJson() {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("event", "broadcast");
    line.put("posted", posted)
        .put("gone", gone)
        .put("throttled", throttled)
        .put("failed", failed());
    line.put("notRemoved", notRemoved).put("lookupFailure", lookupFailure);
    ObjectNode reasons = line.putObject("failures");
    failures.forEach((reason, count) -> reasons.put(reason, count));
    return line.toString();
  }
}
