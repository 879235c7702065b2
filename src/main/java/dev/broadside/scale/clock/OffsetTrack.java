package dev.broadside.scale.clock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far ahead the reference is, over a run. Never a guess: an interval that holds the truth
 * whatever the network does.
 *
 * <p>An echo bounds the offset at two moments between question and answer, however unequal its two
 * ways were: no packet takes negative time. Two oscillators differ in rate by {@code ppm} at most,
 * so {@code d} later an echo says the same, {@code ppm d} wider on both sides. What holds then is
 * what no echo rules out: the intersection of all these. Echoes of the past are enough, so it is
 * known while the run goes on. Of unequal ways half of the difference is in the middle of the
 * interval for good, which no number of echoes shows; it is inside the bound.
 *
 * <p>Time is our {@code System.nanoTime} throughout, which no step of the wall clock reaches. One
 * thread.
 */
public final class OffsetTrack {
  /**
   * Twice what oscillators of computers are good for. It holds for CLOCK_MONOTONIC, which {@code
   * nanoTime} reads, unless NTP is just slewing it after a step; echoes then contradict each other.
   */
  public static final double DEFAULT_PPM = 100;

  private final double ppm;
  private @Nullable Knot first;
  private @Nullable Knot last;
  private boolean contradicted;

  /** What is known of a moment of ours. */
  record Knot(long atNanos, Offset offset) {}

  /** Between these, in millionths. */
  record Rate(double leastPpm, double mostPpm) {}

  /**
   * A track without an echo.
   *
   * @param ppm the most by which the rates of both clocks may differ, in millionths
   */
  public OffsetTrack(double ppm) {
    this.ppm = ppm;
  }

  /** Adds echoes that were made after those that are known. */
  public void add(List<Echo> burst) {
    if (burst.isEmpty()) {
      return;
    }
    long at = burst.stream().mapToLong(Echo::receivedNanos).max().orElseThrow();
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;
    for (Echo echo : burst) {
      long drift = driftNanos(at - echo.sentNanos());
      least = Math.max(least, echo.leastAheadNanos() - drift);
      most = Math.min(most, echo.mostAheadNanos() + drift);
    }
    add(at, least, most);
  }

  /** Adds what is known of a moment from elsewhere, which is after all that is known. */
  public void add(long atNanos, long leastNanos, long mostNanos) {
    Knot before = last;
    long drift = before == null ? 0 : driftNanos(atNanos - before.atNanos());
    long least =
        before == null ? leastNanos : Math.max(leastNanos, before.offset().leastNanos() - drift);
    long most =
        before == null ? mostNanos : Math.min(mostNanos, before.offset().mostNanos() + drift);
    if (least > most) {
      contradicted = true;
      return;
    }
    last = new Knot(atNanos, new Offset(least, most));
    first = first == null ? last : first;
  }

  /**
   * Whether something was heard that no clock of such a rate could have said: one of both stepped,
   * stopped or runs off. Nothing that this track says counts then.
   */
  public boolean isContradicted() {
    return contradicted;
  }

  @Nullable Knot first() {
    return first;
  }

  @Nullable Knot last() {
    return last;
  }

  /** How much wider an interval is after so long. */
  long driftNanos(long nanos) {
    return (long) Math.ceil(nanos * ppm / 1e6);
  }

  /** How far the reference ran faster than we on average, from the first to the last echo. */
  Rate rate() {
    Knot from = first;
    Knot to = last;
    if (from == null || to == null || from.atNanos() == to.atNanos()) {
      return new Rate(-ppm, ppm);
    }
    double span = (to.atNanos() - from.atNanos()) / 1e6;
    double least = (to.offset().leastNanos() - from.offset().mostNanos()) / span;
    double most = (to.offset().mostNanos() - from.offset().leastNanos()) / span;
    return new Rate(Math.max(-ppm, least), Math.min(ppm, most));
  }
}
