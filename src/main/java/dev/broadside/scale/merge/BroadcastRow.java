package dev.broadside.scale.merge;

import java.util.Comparator;

/**
 * What one shard's part of the audience saw of one broadcast. All shards together have a row each
 * of it, also a shard where nobody had to receive it or nobody did.
 *
 * <p>Latencies count from the intended time, both in the reference's time, so they are the true
 * ones within the bounds of the publisher's and of this shard's clock; where both are one process,
 * they are exact.
 *
 * @param publisher the shard that published it, the marker's
 * @param number its number within that shard, the marker's
 * @param intendedMicros when it was meant to be sent, in microseconds since the reference's epoch;
 *     every shard says the same, the marker's
 * @param expected connections here that must have it
 * @param delivered of these, how many have it in time; the others are lost
 * @param late of those that are lost, how many came after the books had closed
 * @param duplicate repeats; 0 where they are only counted per run
 * @param belowZero deliveries with a latency below zero, which clocks may explain; the sketch has
 *     them in its lowest bucket
 * @param firstNanos the smallest latency, exact, maybe below zero; 0 where nobody has it
 * @param lastNanos the largest; 0 where nobody has it
 */
public record BroadcastRow(
    int publisher,
    int number,
    long intendedMicros,
    long expected,
    long delivered,
    long late,
    long duplicate,
    long belowZero,
    long firstNanos,
    long lastNanos,
    LatencySketch sketch) {

  static final Comparator<BroadcastRow> ORDER =
      Comparator.comparingInt(BroadcastRow::publisher).thenComparingInt(BroadcastRow::number);

  /** Refuses books that do not balance. */
  public BroadcastRow {
    boolean balanced = delivered <= expected && late <= expected - delivered;
    boolean some = delivered > 0 || (firstNanos == 0 && lastNanos == 0);
    if (publisher < 0 || number < 0 || late < 0 || duplicate < 0 || !balanced || !some) {
      throw new IllegalArgumentException(
          "broadcast %d of shard %d has no books: %d expected, %d delivered, %d late"
              .formatted(number, publisher, expected, delivered, late));
    }
    if (sketch.count() != delivered
        || belowZero < 0
        || belowZero > delivered
        || firstNanos > lastNanos) {
      throw new IllegalArgumentException(
          "broadcast %d of shard %d has no latencies: %d to %d ns, %d of %d below zero"
              .formatted(number, publisher, firstNanos, lastNanos, belowZero, delivered));
    }
  }

  /** Which broadcast it is: of its marker, the shard, the number and the intended time. */
  public record Id(int publisher, int number, long intendedMicros) {}

  /** The row of a broadcast whose books are closed. */
  public static BroadcastRow of(Id id, long[] latencyNanos, long lost, long late, long duplicate) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long below = 0;
    for (long nanos : latencyNanos) {
      first = Math.min(first, nanos);
      last = Math.max(last, nanos);
      below += nanos < 0 ? 1 : 0;
    }
    boolean some = latencyNanos.length > 0;
    return new BroadcastRow(
        id.publisher(),
        id.number(),
        id.intendedMicros(),
        latencyNanos.length + lost,
        latencyNanos.length,
        late,
        duplicate,
        below,
        some ? first : 0,
        some ? last : 0,
        LatencySketch.of(latencyNanos));
  }

  /** How many here must have it and have not. */
  public long lost() {
    return expected - delivered;
  }
}
