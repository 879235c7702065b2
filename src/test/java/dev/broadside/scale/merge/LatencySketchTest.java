package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

final class LatencySketchTest {
  @Property(tries = 300)
  void aPercentileOfSeveralTogetherIsWithinOnePercentOfTheTrueOne(
      @ForAll @NotEmpty long[] some,
      @ForAll long[] others,
      @ForAll @LongRange(max = 62) long bits) {
    long[] here = Arrays.stream(some).map(nanos -> nanos >>> 1 >>> bits).toArray();
    long[] there = Arrays.stream(others).map(nanos -> nanos >>> 1 >>> bits).toArray();
    long[] counts = new long[LatencySketch.BUCKETS];
    LatencySketch.of(here).addTo(counts);
    LatencySketch.of(there).addTo(counts);
    long[] all = LongStream.concat(Arrays.stream(here), Arrays.stream(there)).sorted().toArray();
    for (int rank = 1; rank <= all.length; rank++) {
      long truth = all[rank - 1];
      long told = LatencySketch.valueAtRank(counts, rank);
      // Nanoseconds are whole.
      assertTrue(
          Math.abs((double) told - truth) <= LatencySketch.ERROR * truth + 1,
          told + " for " + truth);
    }
  }

  @Property(tries = 200)
  void bytesAreASketchOrRefused(@ForAll byte[] bytes) {
    LatencySketch sketch;
    try {
      sketch = LatencySketch.unpack(bytes);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return;
    }
    long[] counts = new long[LatencySketch.BUCKETS];
    sketch.addTo(counts);
    assertEquals(sketch.count(), Arrays.stream(counts).sum());
  }

  @Test
  void aSketchIsSmallForAnyAudience() {
    long[] latencies = LongStream.range(0, 100_000).map(i -> 20_000_000 + i * 1_800).toArray();
    LatencySketch sketch = LatencySketch.of(latencies);
    assertEquals(100_000, sketch.count());
    assertTrue(sketch.packed().length < 400);
  }
}
