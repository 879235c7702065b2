package dev.broadside.scale.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The broadcasts of a run, each with its row from every shard. Every shard's rows are in order, so
 * one walk along all of them meets the rows of one broadcast together.
 */
final class Broadcasts {
  private final List<ShardResult> results;

  Broadcasts(List<ShardResult> results) {
    this.results = results;
  }

  /** A shard's row of a broadcast. */
  record Part(ShardResult shard, BroadcastRow row) {}

  /** One broadcast, with a part for each shard that has a row of it, in the order of shards. */
  record Broadcast(List<Part> parts) {
    int publisher() {
      return parts.getFirst().row().publisher();
    }

    /**
     * Whether it counts: the shard that published it says so itself. The others only know the
     * schedule, and whoever published it also has the only clock to say when.
     */
    boolean isPublished() {
      return parts.stream().anyMatch(part -> part.shard().shard() == publisher());
    }
  }

  private record Head(ShardResult shard, int at) {
    BroadcastRow row() {
      return shard.rows().get(at);
    }
  }

  /** Walks along all broadcasts, also those that do not count. */
  void forEach(Consumer<Broadcast> consumer) {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.comparing(Head::row, BroadcastRow.ORDER)
                .thenComparingInt(head -> head.shard().shard()));
    results.forEach(shard -> push(heads, shard, 0));
    while (!heads.isEmpty()) {
      List<Part> parts = new ArrayList<>();
      Head head = heads.element();
      BroadcastRow first = head.row();
      while (head != null && BroadcastRow.ORDER.compare(head.row(), first) == 0) {
        heads.remove();
        parts.add(new Part(head.shard(), head.row()));
        push(heads, head.shard(), head.at() + 1);
        head = heads.peek();
      }
      consumer.accept(new Broadcast(parts));
    }
  }

  private static void push(PriorityQueue<Head> heads, ShardResult shard, int at) {
    if (at < shard.rows().size()) {
      heads.add(new Head(shard, at));
    }
  }
}
