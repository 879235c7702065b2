package dev.broadside.handlers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Messages on their way to a queue, each with what it is sent for. They go in batches as full as
 * SQS takes them, also over the borders of causes; those of a batch that the queue does not take
 * are sent again, without the others, and whose message is still not taken then has failed.
 *
 * @param <C> a cause
 */
final class Outbox<C> {
  /* SendMessageBatch: ten entries. All bodies: 256 KB before August 2025, and elsewhere still. */
  static final int MOST_ENTRIES = 10;
  static final int MOST_BYTES = 262_144;
  static final int ATTEMPTS = 4;

  private final QueueSender queue;
  private final IntConsumer pause;
  private final Consumer<C> failed;
  private final List<Entry<C>> waiting = new ArrayList<>();
  private int bytes;

  /**
   * @param pause waits before an attempt, which it gets the number of
   * @param failed told of a cause, once for each of its messages that was not taken
   */
  Outbox(QueueSender queue, IntConsumer pause, Consumer<C> failed) {
    this.queue = queue;
    this.pause = pause;
    this.failed = failed;
  }

  private record Entry<C>(C cause, String body) {}

  /** Adds a message, and sends those before it when it would be too much with them. */
  void add(C cause, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    if (waiting.size() == MOST_ENTRIES || bytes + length > MOST_BYTES) {
      flush();
    }
    waiting.add(new Entry<>(cause, body));
    bytes += length;
  }

  /** Sends what waits. */
  void flush() {
    List<Entry<C>> left = List.copyOf(waiting);
    waiting.clear();
    bytes = 0;
    for (int attempt = 1; attempt <= ATTEMPTS && !left.isEmpty(); attempt++) {
      if (attempt > 1) {
        pause.accept(attempt);
      }
      left = refused(left);
    }
    left.forEach(entry -> failed.accept(entry.cause));
  }

  private List<Entry<C>> refused(List<Entry<C>> entries) {
    Set<Integer> positions = queue.send(entries.stream().map(Entry::body).toList());
    return positions.stream().sorted().map(entries::get).toList();
  }
}
