package dev.broadside.scale.clock;

import dev.broadside.measure.Anchor;
import dev.broadside.scale.clock.OffsetTrack.Knot;
import dev.broadside.scale.clock.OffsetTrack.Rate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The reference injector's time in this process, in nanoseconds since the epoch of the reference's
 * {@link Anchor}. Schedules, markers and latencies across processes are in it.
 *
 * <p>Between two updates the middle of the last interval is held, and the bound grows with the
 * drift that is possible. The worst bound that anybody was given goes into the run's result.
 * Threads: one updates, any may ask.
 */
public final class ReferenceTime {
  private final Anchor anchor;
  private final ClockSource source;
  private final String detail;
  private final OffsetTrack track;
  private final AtomicLong worstBoundNanos = new AtomicLong();
  private volatile @Nullable Knot known;

  /**
   * A time that nothing is known of yet.
   *
   * @param anchor this process's, for what people read; no latency depends on it
   * @param detail whom or what is asked
   */
  public ReferenceTime(Anchor anchor, ClockSource source, String detail, OffsetTrack track) {
    this.anchor = anchor;
    this.source = source;
    this.detail = detail;
    this.track = track;
  }

  /** The time of the reference itself, and of a process that shares its {@code nanoTime}. */
  public static ReferenceTime shared(Anchor ofReference) {
    OffsetTrack exact = new OffsetTrack(0);
    ReferenceTime time = new ReferenceTime(ofReference, ClockSource.SAME, "", exact);
    long ahead = epochNanos(ofReference) - ofReference.nanos();
    exact.add(ofReference.nanos(), ahead, ahead);
    time.known = exact.last();
    return time;
  }

  private static long epochNanos(Anchor anchor) {
    return anchor.epochMicros() * 1_000;
  }

  /**
   * Takes in a burst of echoes.
   *
   * @return false when the clocks contradict each other, so that nothing it says counts
   */
  public boolean update(List<Echo> burst) {
    track.add(burst);
    known = track.last();
    return !track.isContradicted();
  }

  /**
   * Takes in that the environment says of both wall clocks by how much they may be off.
   *
   * @param now both clocks of this process, read just now
   * @param boundNanos of this host's wall clock and of the reference's, together
   * @return false when the clocks contradict each other: this wall clock stepped
   */
  public boolean update(Anchor now, long boundNanos) {
    long ahead = epochNanos(now) - now.nanos();
    // An anchor is as good as its microsecond.
    track.add(now.nanos(), ahead - boundNanos - 1_000, ahead + boundNanos + 1_000);
    known = track.last();
    return !track.isContradicted();
  }

  /** The reference's time at a {@code System.nanoTime} of ours. */
  public long toReferenceNanos(long nanoTime) {
    Knot now = known();
    note(now, nanoTime);
    return nanoTime + now.offset().nanos();
  }

  /** Our {@code System.nanoTime} at a time of the reference. */
  public long toNanoTime(long referenceNanos) {
    Knot now = known();
    long nanoTime = referenceNanos - now.offset().nanos();
    note(now, nanoTime);
    return nanoTime;
  }

  /** The same for a time that is still far off; it will be asked for again, so no bound counts. */
  public long aboutNanoTime(long referenceNanos) {
    return referenceNanos - known().offset().nanos();
  }

  /** The reference's time at a {@code System.nanoTime} of ours, for people: no bound counts. */
  public long aboutReferenceNanos(long nanoTime) {
    return nanoTime + known().offset().nanos();
  }

  /** Whether anything was heard of the reference. */
  public boolean isKnown() {
    return known != null;
  }

  private Knot known() {
    Knot now = known;
    if (now == null) {
      throw new IllegalStateException("the reference has not been heard yet");
    }
    return now;
  }

  private void note(Knot now, long nanoTime) {
    worstBoundNanos.accumulateAndGet(boundNanos(now, nanoTime), Math::max);
  }

  private long boundNanos(Knot now, long nanoTime) {
    return now.offset().boundNanos() + track.driftNanos(Math.abs(nanoTime - now.atNanos()));
  }

  /** By how much a time may be wrong that is asked at this {@code System.nanoTime}. */
  public long boundNanos(long nanoTime) {
    return boundNanos(known(), nanoTime);
  }

  /**
   * What goes into the result; on the thread that updates.
   *
   * @param longestNanos the longest latency there may be: it is counted in nanoseconds of ours,
   *     which may be a little longer or shorter than the reference's
   */
  public ShardClock clock(long longestNanos) {
    Knot first = track.first();
    if (track.isContradicted()) {
      return ShardClock.contradicted(source);
    }
    if (first == null) {
      return ShardClock.UNKNOWN;
    }
    long wallAhead = epochNanos(anchor) - anchor.nanos();
    Rate rate = track.rate();
    long bound = worstBoundNanos.get() + track.driftNanos(longestNanos);
    return new ShardClock(
        source,
        detail,
        first.offset().leastNanos() - wallAhead,
        first.offset().mostNanos() - wallAhead,
        rate.leastPpm(),
        rate.mostPpm(),
        Math.max(bound, boundNanos(first, first.atNanos())));
  }
}
