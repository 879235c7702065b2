package dev.broadside.scale.clock;

/**
 * What an injector says of its clock when the run is over. All its times were turned into the
 * reference's before they became latencies; this is how well.
 *
 * @param detail what exactly was asked, for a person: {@code "chronyd, stratum 3"}, an address
 * @param leastOffsetNanos the reference was ahead of its wall clock by this at least, by its first
 *     measurement
 * @param mostOffsetNanos and by this at most
 * @param leastDriftPpm the reference ran faster than it by this at least, over the run
 * @param mostDriftPpm and by this at most
 * @param boundNanos no time of the run, turned into the reference's, was wrong by more; {@link
 *     #UNBOUNDED} where nobody can say
 */
public record ShardClock(
    ClockSource source,
    String detail,
    long leastOffsetNanos,
    long mostOffsetNanos,
    double leastDriftPpm,
    double mostDriftPpm,
    long boundNanos) {

  /** The bound of a clock of which nothing is known. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /** The clock of the reference, and of whoever shares it. */
  public static final ShardClock SAME = new ShardClock(ClockSource.SAME, "", 0, 0, 0, 0, 0);

  /** A clock of which nothing is known. */
  public static final ShardClock UNKNOWN = unknown("");

  /** The same, with why. */
  public static ShardClock unknown(String why) {
    return new ShardClock(ClockSource.NONE, why, 0, 0, 0, 0, UNBOUNDED);
  }

  /** A clock whose echoes contradict each other: not even the broadcasts can vouch for it. */
  static ShardClock contradicted(ClockSource source) {
    return new ShardClock(
        source,
        "the echoes contradict each other: a clock stepped or runs off",
        0,
        0,
        0,
        0,
        UNBOUNDED);
  }

  /** Refuses what is no interval. */
  public ShardClock {
    if (leastOffsetNanos > mostOffsetNanos || boundNanos < 0 || !(leastDriftPpm <= mostDriftPpm)) {
      throw new IllegalArgumentException(
          "no clock: offset %d to %d ns, drift %s to %s ppm, bound %d ns"
              .formatted(
                  leastOffsetNanos, mostOffsetNanos, leastDriftPpm, mostDriftPpm, boundNanos));
    }
  }

  /** By how much the reference's wall clock was ahead of its own, about. */
  public long aheadMillis() {
    return Math.round((leastOffsetNanos / 2.0 + mostOffsetNanos / 2.0) / 1e6);
  }

  /** How wrong a time between this clock and another may be; {@link #UNBOUNDED} if unknown. */
  public long boundNanosWith(ShardClock other) {
    long sum = boundNanos + other.boundNanos;
    return sum < 0 || boundNanos == UNBOUNDED || other.boundNanos == UNBOUNDED ? UNBOUNDED : sum;
  }
}
