package dev.broadside.measure;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One reading of the wall clock beside one of {@code System.nanoTime}, made once per process: it
 * turns the times that are measured into times that a person or another process can read. Latencies
 * never pass through it, so a step of the wall clock moves none.
 *
 * @param epochMicros microseconds since the epoch
 * @param nanos what {@code System.nanoTime} said then
 */
public record Anchor(long epochMicros, long nanos) {

  /** Reads both clocks now: the wall clock between two readings of the other, their middle. */
  public static Anchor now() {
    Anchor best = read();
    long bestGap = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = System.nanoTime();
      Instant wall = Instant.now();
      long gap = System.nanoTime() - before;
      if (gap < bestGap) {
        bestGap = gap;
        best = new Anchor(micros(wall), before + gap / 2);
      }
    }
    return best;
  }

  private static Anchor read() {
    return new Anchor(micros(Instant.now()), System.nanoTime());
  }

  private static long micros(Instant instant) {
    return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
  }

  /** The wall-clock time of a {@code System.nanoTime}, in microseconds since the epoch. */
  public long toEpochMicros(long nanoTime) {
    return epochMicros + Math.floorDiv(nanoTime - nanos, 1_000L);
  }

  /** The {@code System.nanoTime} of a wall-clock time. */
  public long toNanoTime(long micros) {
    return nanos + (micros - epochMicros) * 1_000L;
  }

  /** The wall-clock time of a {@code System.nanoTime}. */
  public Instant toInstant(long nanoTime) {
    long micros = toEpochMicros(nanoTime);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
