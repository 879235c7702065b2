package dev.broadside.load;

import dev.broadside.load.TruthLog.Entry;
import dev.broadside.load.TruthLog.Kind;
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
 * @param lasts when each broadcast was complete, in the order of its number; {@link Long#MAX_VALUE}
 *     for one that somebody missed
 * @param intended when each broadcast was meant to be sent, as a {@code System.nanoTime}
 */
record Truth(long[] latencies, long lost, long duplicates, long[] lasts, long[] intended) {

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
    Map<Integer, Long> lasts = new TreeMap<>();
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
      lasts.merge(entry.broadcast(), latency, Math::max);
    }
    long[] sorted = Arrays.copyOf(latencies, delivered);
    Arrays.sort(sorted);
    return new Truth(sorted, lost, duplicates, values(lasts), values(intended));
  }

  private static long[] values(Map<Integer, Long> byBroadcast) {
    return byBroadcast.values().stream().mapToLong(Long::longValue).toArray();
  }

  /** The exact percentile of the deliveries, in milliseconds. */
  double deliveryMillis(double percentile) {
    return at(latencies, percentile) / 1e6;
  }

  /** The exact percentile of the broadcasts; {@code null} when it falls on an incomplete one. */
  @Nullable Double lastMillis(double percentile) {
    long[] sorted = lasts.clone();
    Arrays.sort(sorted);
    long value = at(sorted, percentile);
    return value == Long.MAX_VALUE ? null : value / 1e6;
  }

  /** The value that {@code percentile} percent of all do not exceed. */
  static long at(long[] sorted, double percentile) {
    int rank = (int) Math.max(1, Math.ceil(sorted.length * percentile / 100 - 1e-9));
    return sorted[rank - 1];
  }
}
