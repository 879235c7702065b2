package dev.broadside.scale.clock;

import dev.broadside.measure.Anchor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that all injectors of a run go by, in this one: that of the reference, as well as it is
 * known. Threads: one calls {@link #follow}, {@link #begin} and {@link #end}; any the others.
 */
public final class CommonTime implements AutoCloseable {
  private final HostClock host;
  private volatile ReferenceTime time;
  private volatile @Nullable Follower follower;
  private volatile boolean vouched;
  private volatile String why = "";
  private volatile long startNanos;
  private volatile long plannedNanos;

  private CommonTime(HostClock host, boolean vouched) {
    this.host = host;
    this.time = ReferenceTime.shared(host.anchor());
    this.vouched = vouched;
  }

  /** The time of the reference, or of who shares its clock: exact. */
  public static CommonTime exact(Anchor anchor) {
    return new CommonTime(HostClock.real(anchor), true);
  }

  /** The time of a host that has to ask; until then it is its wall clock's, and worth nothing. */
  public static CommonTime unknown(HostClock host) {
    return new CommonTime(host, false);
  }

  /**
   * Follows the reference from now on: by UDP echoes where they come back; else by what the
   * environments of both vouch for, once; else not at all.
   *
   * @param own what this host's environment says of its wall clock
   */
  public void follow(Reference reference, String run, @Nullable ClockErrorBound own) {
    follow(reference, run, own, Follower.PATIENCE);
  }

  /** The same with another patience. */
  void follow(Reference reference, String run, @Nullable ClockErrorBound own, Duration patience) {
    Follower started = Follower.start(host, reference, run, patience);
    if (started != null) {
      follower = started;
      time = started.time();
      vouched = true;
      return;
    }
    ClockErrorBound its = reference.bound();
    if (own != null && its != null) {
      ReferenceTime told =
          new ReferenceTime(
              host.anchor(),
              ClockSource.ENVIRONMENT,
              own.detail() + "; the reference: " + its.detail(),
              new OffsetTrack(OffsetTrack.DEFAULT_PPM));
      told.update(host.anchor(), own.boundNanos() + its.boundNanos());
      time = told;
      vouched = true;
      return;
    }
    why(
        "injector %d answered no UDP echo at %s"
            .formatted(reference.shard(), reference.addresses()));
  }

  /** Says why nothing is known. */
  public void why(String sentence) {
    why = sentence;
  }

  /** When to begin, as a {@code System.nanoTime}. */
  public long begin(long startAtMicros) {
    startNanos = TimeUnit.MICROSECONDS.toNanos(startAtMicros);
    plannedNanos = host.toSystem(time.toNanoTime(startNanos));
    return plannedNanos;
  }

  /** When it will be due, a {@code System.nanoTime}, what was planned so at the beginning. */
  public long about(long planned) {
    return host.toSystem(time.aboutNanoTime(startNanos + (planned - plannedNanos)));
  }

  /** When it is due; what is wrong with it counts. */
  public long due(long planned) {
    return host.toSystem(time.toNanoTime(startNanos + (planned - plannedNanos)));
  }

  /** The common time of a {@code System.nanoTime} of the run, in microseconds since the epoch. */
  public long toEpochMicros(long nanoTime) {
    long own = host.ofSystem(nanoTime - host.hiddenNanos());
    return Math.floorDiv(time.aboutReferenceNanos(own), 1_000L);
  }

  /**
   * What the clock was worth; nothing is followed any more.
   *
   * @param longestNanos the longest latency that was counted
   */
  public ShardClock end(long longestNanos) {
    close();
    return vouched ? time.clock(longestNanos) : ShardClock.unknown(why);
  }

  @Override
  public void close() {
    Follower following = follower;
    if (following != null) {
      following.close();
    }
  }
}
