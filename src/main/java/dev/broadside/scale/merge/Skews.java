package dev.broadside.scale.merge;

import dev.broadside.measure.ShardsView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an injector is slow. In each broadcast its half-way delivery is compared with the median
 * of the other shards' half-way deliveries of the same one, so that what the stage does to all of
 * them cancels out. It stands out by the sign test (it was the later one in more broadcasts than
 * chance gives, see {@link Ranks#Z}) when it is also later by more than the clocks may be wrong and
 * by {@value #MATTERS} of the latency itself, in the median. 19 broadcasts are the fewest that can
 * show anything.
 */
final class Skews {
  private static final double MATTERS = 0.05;
  private static final ShardsView.Skew NOTHING_TO_COMPARE = new ShardsView.Skew(null, 0, 0, false);

  private final Map<Integer, Longs> differences = new HashMap<>();
  private final Longs halfWays = new Longs();
  private final long[] counts = new long[LatencySketch.BUCKETS];

  void add(Broadcasts.Broadcast broadcast) {
    List<Broadcasts.Part> parts =
        broadcast.parts().stream().filter(part -> part.row().delivered() > 0).toList();
    if (parts.size() < 2 || !broadcast.isPublished()) {
      return;
    }
    long[] sorted = new long[parts.size()];
    List<Long> own = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = halfWay(parts.get(i).row());
      own.add(sorted[i]);
    }
    Arrays.sort(sorted);
    halfWays.add(sorted[sorted.length / 2]);
    for (int i = 0; i < sorted.length; i++) {
      long others = medianWithout(sorted, own.get(i));
      differences
          .computeIfAbsent(parts.get(i).shard().shard(), shard -> new Longs())
          .add(own.get(i) - others);
    }
  }

  private long halfWay(BroadcastRow row) {
    Arrays.fill(counts, 0);
    row.sketch().addTo(counts);
    return LatencySketch.valueAtRank(counts, (row.delivered() + 1) / 2);
  }

  /** The median of all but one of them. */
  private static long medianWithout(long[] sorted, long value) {
    int left = Arrays.binarySearch(sorted, value);
    int others = sorted.length - 1;
    long upper = sorted[skip(others / 2, left)];
    return others % 2 == 1 ? upper : (sorted[skip(others / 2 - 1, left)] + upper) / 2;
  }

  private static int skip(int index, int left) {
    return index < left ? index : index + 1;
  }

  /** What is found of a shard, whose latencies the clocks may move by {@code boundNanos}. */
  ShardsView.Skew of(int shard, long boundNanos) {
    Longs found = differences.get(shard);
    if (found == null) {
      return NOTHING_TO_COMPARE;
    }
    long[] sorted = found.toArray();
    Arrays.sort(sorted);
    long slower = Arrays.stream(sorted).filter(difference -> difference > 0).count();
    long median = sorted[sorted.length / 2];
    long[] run = halfWays.toArray();
    Arrays.sort(run);
    boolean matters = median > boundNanos && median > MATTERS * run[run.length / 2];
    return new ShardsView.Skew(
        Millis.of(median),
        slower,
        sorted.length,
        matters && Ranks.isMoreThanChance(slower, sorted.length));
  }
}
