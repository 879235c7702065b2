package dev.broadside.scale.merge;

import dev.broadside.measure.Latencies;
import dev.broadside.scale.clock.ShardClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** When the audience of each broadcast, which spans all shards, had it: first, 90%, 99%, last. */
final class Audience {
  private final Map<Integer, ShardClock> clocks;
  private final long[] counts = new long[LatencySketch.BUCKETS];
  private final List<Merged.Completion> completions = new ArrayList<>();

  final Latencies first = new Latencies();
  final Latencies p90 = new Latencies();
  final Latencies p99 = new Latencies();
  final Latencies last = new Latencies();

  long published;
  long complete;
  long leftOut;
  long leftOutExpected;
  long leftOutDelivered;
  long incompleteRows;

  /** No latency may be moved by more than this; {@link ShardClock#UNBOUNDED} if unknown. */
  long boundNanos;

  /** The same for the last receivers, of which the latest of all shards' counts. */
  long lastBoundNanos;

  Audience(Map<Integer, ShardClock> clocks) {
    this.clocks = clocks;
  }

  /** Adds a broadcast, with as many rows as there are shards that reported. */
  void add(Broadcasts.Broadcast broadcast, int shards) {
    if (!broadcast.isPublished()) {
      leftOut++;
      for (Broadcasts.Part part : broadcast.parts()) {
        leftOutExpected += part.row().expected();
        leftOutDelivered += part.row().delivered();
      }
      return;
    }
    published++;
    incompleteRows += broadcast.parts().size() == shards ? 0 : 1;
    reach(broadcast);
  }

  private void reach(Broadcasts.Broadcast broadcast) {
    Arrays.fill(counts, 0);
    long expected = 0;
    long delivered = 0;
    Ends ends = new Ends();
    for (Broadcasts.Part part : broadcast.parts()) {
      BroadcastRow row = part.row();
      expected += row.expected();
      delivered += row.delivered();
      row.sketch().addTo(counts);
      if (row.delivered() > 0) {
        ends.add(row, bound(part));
      }
    }
    if (expected == 0) {
      return;
    }
    first.record(delivered == 0 ? Long.MAX_VALUE : Math.max(0, ends.first));
    p90.record(reached(90, expected, delivered, ends));
    p99.record(reached(99, expected, delivered, ends));
    boundNanos = Math.max(boundNanos, ends.mostBound);
    lastBoundNanos = Math.max(lastBoundNanos, ends.lastBound());
    if (delivered < expected) {
      last.record(Long.MAX_VALUE);
      return;
    }
    complete++;
    long lastNanos = Math.max(0, ends.last);
    last.record(lastNanos);
    long intended = broadcast.parts().getFirst().row().intendedMicros();
    completions.add(new Merged.Completion(intended + lastNanos / 1_000, lastNanos));
  }

  /** Whoever publishes and receives in one process has no clock to be wrong. */
  private long bound(Broadcasts.Part part) {
    int publisher = part.row().publisher();
    if (publisher == part.shard().shard()) {
      return 0;
    }
    ShardClock its = clocks.getOrDefault(publisher, ShardClock.UNKNOWN);
    return its.boundNanosWith(part.shard().clock());
  }

  /** The sketch says it to 1%, and never beyond the ends, which are exact. */
  private long reached(int percent, long expected, long delivered, Ends ends) {
    long rank = Math.max(1, Math.ceilDiv(expected * percent, 100L));
    if (rank > delivered) {
      return Long.MAX_VALUE;
    }
    long told = LatencySketch.valueAtRank(counts, rank);
    return Math.max(0, Math.min(ends.last, Math.max(ends.first, told)));
  }

  /** All that everybody has, in the order of their ends. */
  List<Merged.Completion> completions() {
    completions.sort(Comparator.comparingLong(Merged.Completion::atMicros));
    return List.copyOf(completions);
  }

  /** The first and last of all shards, and between what bounds the last lies. */
  private static final class Ends {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long lastAtLeast = Long.MIN_VALUE;
    private long lastAtMost = Long.MIN_VALUE;
    private long mostBound;

    void add(BroadcastRow row, long bound) {
      first = Math.min(first, row.firstNanos());
      last = Math.max(last, row.lastNanos());
      mostBound = Math.max(mostBound, bound);
      if (bound != ShardClock.UNBOUNDED) {
        lastAtLeast = Math.max(lastAtLeast, row.lastNanos() - bound);
        lastAtMost = Math.max(lastAtMost, row.lastNanos() + bound);
      }
    }

    /**
     * Each shard's last lies within its bound, so the latest lies between the latest lower and the
     * latest upper end.
     */
    long lastBound() {
      return mostBound == ShardClock.UNBOUNDED || last == Long.MIN_VALUE
          ? mostBound
          : Math.max(lastAtMost - last, last - lastAtLeast);
    }
  }
}
