package dev.broadside.stage.sources;

import dev.broadside.template.EventSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records that wait, in their order, to become batches. A batch is due when it is full, by records
 * or by the 6 MB of an event, or when its first record has waited for the window (Lambda developer
 * guide, invocation-eventsourcemapping).
 */
final class Assembly<T extends SourceRecord> {
  /* Lambda's 6 MB, less what stands around the records. */
  static final long MOST_BYTES = (6L << 20) - 1_024;

  private final int size;
  private final long windowNanos;
  private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
  private long bytes;

  Assembly(EventSource.Batch rules) {
    this.size = rules.size();
    this.windowNanos = rules.window().toNanos();
  }

  private record Waiting<T extends SourceRecord>(T item, long since) {
    /** With the comma behind it. */
    int bytes() {
      return item.json().length + 1;
    }
  }

  void add(T item, long now) {
    Waiting<T> added = new Waiting<>(item, now);
    waiting.add(added);
    bytes += added.bytes();
  }

  int count() {
    return waiting.size();
  }

  boolean isDue(long now) {
    return nanosUntilDue(now) <= 0;
  }

  /** How long until a batch is due if nothing is added; for ever where nothing waits. */
  long nanosUntilDue(long now) {
    Waiting<T> first = waiting.peek();
    if (first == null) {
      return Long.MAX_VALUE;
    }
    boolean full = waiting.size() >= size || bytes >= MOST_BYTES;
    return full ? 0 : Math.max(0, windowNanos - (now - first.since));
  }

  /** The next batch, due or not: never empty where anything waits. */
  List<T> take() {
    List<T> batch = new ArrayList<>();
    long taken = 0;
    while (batch.size() < size) {
      Waiting<T> next = waiting.peek();
      if (next == null || (taken > 0 && taken + next.bytes() > MOST_BYTES)) {
        break;
      }
      waiting.remove();
      taken += next.bytes();
      batch.add(next.item);
    }
    bytes -= taken;
    return batch;
  }
}
