package dev.broadside.stage.sources;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Pages of changes that were read, and did not arrive yet: each arrives at its time, and not before
 * the pages ahead of it, so that a shard keeps its order.
 */
final class Transit {
  /* A page of GetRecords has 1 MB at the most (DynamoDB API reference). */
  private static final int MOST_PAGES = 16;

  private final Deque<Page> pages = new ArrayDeque<>();

  private record Page(List<Change> changes, long arrival) {}

  void add(List<Change> changes, long arrival) {
    Page last = pages.peekLast();
    boolean overtakes = last != null && arrival - last.arrival < 0;
    pages.add(new Page(changes, overtakes ? last.arrival : arrival));
  }

  /** The changes of the next page that arrived; none where none did. */
  List<Change> take(long now) {
    return nanosUntilDue(now) > 0 ? List.of() : pages.remove().changes;
  }

  /** How long until a page arrives; for ever where none is on its way. */
  long nanosUntilDue(long now) {
    Page first = pages.peek();
    return first == null ? Long.MAX_VALUE : Math.max(0, first.arrival - now);
  }

  /** Whether so much is on its way that no more should be read. */
  boolean isFull() {
    return pages.size() >= MOST_PAGES;
  }

  boolean isEmpty() {
    return pages.isEmpty();
  }
}
