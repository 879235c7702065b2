package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one broadcast. Every connection that was found is counted in exactly one of
 * posted, gone, failed and not tried.
 *
 * @param notTried connections whose first attempt had not begun when the time ran out
 * @param failures what the other connections failed with in the end, and how often
 * @param notRemoved ids of gone connections that are still in the table
 * @param lookupFailure what ended the lookup before its last page, or null when it was complete
 */
record Outcome(
    long posted,
    long gone,
    long notTried,
    SortedMap<String, Long> failures,
    Work work,
    long notRemoved,
    @Nullable String lookupFailure) {

  /**
   * What it took.
   *
   * @param attempts all that began
   * @param retried those of them that were not a connection's first
   * @param throttled those of them that were answered 429
   * @param sendingMillis from the first attempt to the last one that was accepted
   * @param postingMillis from the first attempt to the last answer that accepted one
   */
  record Work(
      long attempts, long retried, long throttled, double sendingMillis, double postingMillis) {
    private Work then(Work next) {
      return new Work(
          attempts + next.attempts,
          retried + next.retried,
          throttled + next.throttled,
          sendingMillis + next.sendingMillis,
          postingMillis + next.postingMillis);
    }
  }

  /** Nothing found, nothing done. */
  static Outcome none() {
    return new Outcome(0, 0, 0, new TreeMap<>(), new Work(0, 0, 0, 0, 0), 0, null);
  }

  /** This and what came of {@code next}, which began when this was over. */
  Outcome then(Outcome next) {
    SortedMap<String, Long> both = new TreeMap<>(failures);
    next.failures.forEach((reason, count) -> both.merge(reason, count, Long::sum));
    return new Outcome(
        posted + next.posted,
        gone + next.gone,
        notTried + next.notTried,
        both,
        work.then(next.work),
        notRemoved + next.notRemoved,
        lookupFailure == null ? next.lookupFailure : lookupFailure);
  }

  long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Connections that got nothing because the message is larger than AWS takes: 413. */
  long tooLarge() {
    return failures.getOrDefault("413", 0L);
  }

  /** Connections that were found. */
  long connections() {
    return posted + gone + failed() + notTried;
  }

  /** One line of JSON, for the log. */
  String toJson() {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("event", "broadcast");
    line.put("connections", connections())
        .put("posted", posted)
        .put("gone", gone)
        .put("failed", failed())
        .put("notTried", notTried)
        .put("attempts", work.attempts)
        .put("retried", work.retried)
        .put("throttled", work.throttled)
        .put("sendingMillis", Math.round(work.sendingMillis * 1000) / 1000.0)
        .put("postingMillis", Math.round(work.postingMillis * 1000) / 1000.0)
        .put("notRemoved", notRemoved)
        .put("lookupFailure", lookupFailure);
    ObjectNode reasons = line.putObject("failures");
    failures.forEach((reason, count) -> reasons.put(reason, count));
    return line.toString();
  }
}
