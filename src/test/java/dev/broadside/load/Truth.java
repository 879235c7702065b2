package dev.broadside.load;

import dev.broadside.load.TruthLog.Entry;
import dev.broadside.load.TruthLog.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stub stage did in the measured window, in a client's own time: what the client should have
 * found.
 *
 * @param latencies of the first copies that were written before the books closed, sorted, in
 *     nanoseconds from the intended time
 * @param lost deliveries that were never written, or too late
 * @param duplicates further copies that were written
 * @param broadcasts when each connection had it, sorted, {@link Long#MAX_VALUE} for one that missed
 *     it; a row for each broadcast, in the order of its number
 * @param intended when each broadcast was meant to be sent, as a {@code System.nanoTime}
 */
record Truth(
    long[] latencies, long lost, long duplicates, List<long[]> broadcasts, long[] intended) {

  /** The client's clock and what it was told to do. */
  record Frame(long epochMicros, long nanos, int warmupBroadcasts, long drainNanos) {
    long intendedNanos(Entry entry) {
      return nanos + (entry.intendedMicros() - epochMicros) * 1_000;
    }
  }

  static Truth of(List<Entry> entries, Frame frame) {
    long[] latencies = new long[entries.size()];
    int delivered = 0;
    long lost = 0;
    long duplicates = 0;
    Map<Integer, List<Long>> reached = new TreeMap<>();
    Map<Integer, Long> intended = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry.broadcast() < frame.warmupBroadcasts()) {
        continue;
      }
      intended.put(entry.broadcast(), frame.intendedNanos(entry));
      if (entry.kind() == Kind.REPEATED) {
        duplicates++;
        continue;
      }
      long latency = entry.nanos() - frame.intendedNanos(entry);
      if (entry.kind() == Kind.DROPPED || latency > frame.drainNanos()) {
        lost++;
        latency = Long.MAX_VALUE;
      } else {
        latencies[delivered++] = latency;
      }
      reached.computeIfAbsent(entry.broadcast(), number -> new ArrayList<>()).add(latency);
    }
    long[] sorted = Arrays.copyOf(latencies, delivered);
    Arrays.sort(sorted);
    return new Truth(sorted, lost, duplicates, rows(reached), values(intended));
  }

  private static List<long[]> rows(Map<Integer, List<Long>> byBroadcast) {
    return byBroadcast.values().stream()
        .map(row -> row.stream().mapToLong(Long::longValue).sorted().toArray())
        .toList();
  }

  private static long[] values(Map<Integer, Long> byBroadcast) {
    return byBroadcast.values().stream().mapToLong(Long::longValue).toArray();
  }

  /** The exact percentile of the deliveries, in milliseconds. */
  double deliveryMillis(double percentile) {
    return at(latencies, percentile) / 1e6;
  }

  /**
   * The exact percentile, over broadcasts, of when {@code share} percent of the audience had it, 0
   * for the first; {@code null} when it falls on a broadcast that did not get so far.
   */
  @Nullable Double reachedMillis(double share, double percentile) {
    long[] sorted = broadcasts.stream().mapToLong(row -> at(row, share)).sorted().toArray();
    long value = at(sorted, percentile);
    return value == Long.MAX_VALUE ? null : value / 1e6;
  }

  /** The value that {@code percentile} percent of all do not exceed. */
  static long at(long[] sorted, double percentile) {
    int rank = (int) Math.max(1, Math.ceil(sorted.length * percentile / 100 - 1e-9));
    return sorted[rank - 1];
  }
}
