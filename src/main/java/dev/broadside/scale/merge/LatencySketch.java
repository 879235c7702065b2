package dev.broadside.scale.merge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The latencies of one broadcast at one shard, in buckets that grow by {@value #GROWTH_PERCENT}%: a
 * few hundred bytes, whatever the audience. Sketches of several shards add up exactly, bucket by
 * bucket, so a percentile over the whole audience is as good as one over a part of it.
 *
 * <p>Bucket {@code i} holds the nanoseconds in {@code (g^(i-1), g^i]}, with {@code g = (1 + e) / (1
 * - e)}. Its value is {@code 2 g^i / (g + 1)}: from there to either end is {@code e} of the end, so
 * what a sketch says is wrong by {@value #ERROR} of the true value at most. Bucket 0 holds what is
 * 1 ns or less; a latency below zero is only there because of the clocks, and who makes a sketch
 * counts it apart.
 */
public final class LatencySketch {
  /** What a value may be wrong by, as a share of it. */
  public static final double ERROR = 0.01;

  /** How much larger a bucket is than the one before, about. */
  static final int GROWTH_PERCENT = 2;

  /** More buckets than any latency needs: {@code log(2^63) / log(g)} is 2,184. */
  static final int BUCKETS = 2_200;

  private static final double GROWTH = (1 + ERROR) / (1 - ERROR);
  private static final double LOG_GROWTH = Math.log(GROWTH);

  /** The gap to the bucket before and the count, for each bucket that is not empty. */
  private final byte[] packed;

  private final long count;

  private LatencySketch(byte[] packed, long count) {
    this.packed = packed;
    this.count = count;
  }

  /** Puts latencies into buckets; they are not kept. */
  static LatencySketch of(long[] latencyNanos) {
    int[] buckets = new int[latencyNanos.length];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = bucket(latencyNanos[i]);
    }
    Arrays.sort(buckets);
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    int previous = 0;
    for (int from = 0; from < buckets.length; ) {
      int to = from;
      while (to < buckets.length && buckets[to] == buckets[from]) {
        to++;
      }
      Varints.write(out, buckets[from] - previous);
      Varints.write(out, to - from);
      previous = buckets[from];
      from = to;
    }
    return new LatencySketch(out.toByteArray(), latencyNanos.length);
  }

  /** The sketch of these bytes; refuses what {@link #packed} did not make. */
  static LatencySketch unpack(byte[] packed) {
    ByteBuffer in = ByteBuffer.wrap(packed);
    long total = 0;
    for (long bucket = 0; in.hasRemaining(); ) {
      long gap = Varints.read(in);
      long count = Varints.read(in);
      if (gap >= BUCKETS - bucket || count == 0 || count > Long.MAX_VALUE - total) {
        throw new IllegalArgumentException("no sketch: a bucket " + gap + " on, of " + count);
      }
      bucket += gap;
      total += count;
    }
    return new LatencySketch(packed.clone(), total);
  }

  byte[] packed() {
    return packed.clone();
  }

  /** How many latencies it holds. */
  long count() {
    return count;
  }

  /** Adds its counts to an array of {@link #BUCKETS}. */
  void addTo(long[] counts) {
    ByteBuffer in = ByteBuffer.wrap(packed);
    int bucket = 0;
    while (in.hasRemaining()) {
      bucket += (int) Varints.read(in);
      counts[bucket] += Varints.read(in);
    }
  }

  static int bucket(long nanos) {
    return nanos <= 1 ? 0 : (int) Math.ceil(Math.log((double) nanos) / LOG_GROWTH);
  }

  /** What a bucket stands for, in nanoseconds. */
  static long value(int bucket) {
    return bucket == 0 ? 0 : Math.round(2 * Math.exp(bucket * LOG_GROWTH) / (GROWTH + 1));
  }

  /** The value of rank {@code rank}, from 1, of counts by bucket. */
  static long valueAtRank(long[] counts, long rank) {
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return value(bucket);
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencySketch sketch && Arrays.equals(packed, sketch.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }
}
