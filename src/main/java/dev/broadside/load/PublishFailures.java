package dev.broadside.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Why broadcasts of the measured window were not taken. Event loops add, the conductor reads. */
final class PublishFailures {
  private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();

  void add(String reason) {
    reasons.computeIfAbsent(reason, r -> new LongAdder()).increment();
  }

  /** The most frequent ones first; empty when there are none. */
  String reasons() {
    return reasons.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().sum(), a.getValue().sum()))
        .limit(3)
        .map(entry -> entry.getKey() + " (" + entry.getValue().sum() + " times)")
        .collect(Collectors.joining("; "));
  }
}
