package dev.broadside.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what became of the posts of one broadcast. Kept by {@link Posts}, under its lock. */
final class Tally {
  private final List<String> gone = new ArrayList<>();
  private final SortedMap<String, Long> failures = new TreeMap<>();
  private long attempts;
  private long retried;
  private long posted;
  private long throttled;
  private long notTried;
  private long firstNanos;
  private long lastSentNanos;
  private long lastNanos;

  void attempt(boolean again, long nowNanos) {
    if (attempts == 0) {
      firstNanos = nowNanos;
      lastSentNanos = nowNanos;
      lastNanos = nowNanos;
    }
    attempts++;
    retried += again ? 1 : 0;
  }

  void posted(long sentNanos, long nowNanos) {
    posted++;
    lastSentNanos = Math.max(lastSentNanos, sentNanos);
    lastNanos = nowNanos;
  }

  void gone(String connectionId) {
    gone.add(connectionId);
  }

  void throttled() {
    throttled++;
  }

  void failed(String reason) {
    failures.merge(reason, 1L, Long::sum);
  }

  void notTried(long connections) {
    notTried += connections;
  }

  /** The ids of connections that answered 410. */
  List<String> gone() {
    return List.copyOf(gone);
  }

  long posted() {
    return posted;
  }

  /** What became of them, once nothing is under way any more. */
  Outcome outcome(long notRemoved, @Nullable String lookupFailure) {
    return new Outcome(
        posted,
        gone.size(),
        notTried,
        new TreeMap<>(failures),
        new Outcome.Work(
            attempts,
            retried,
            throttled,
            (lastSentNanos - firstNanos) / 1e6,
            (lastNanos - firstNanos) / 1e6),
        notRemoved,
        lookupFailure);
  }
}
