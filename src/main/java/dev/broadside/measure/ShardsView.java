package dev.broadside.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code shards.json}, schema {@code broadside/shards/1}, beside the {@code summary.json} of a run
 * of several injectors: who took part, what their clocks are worth, who differs. An unknown number
 * is {@code null}.
 *
 * @param planned how many shards there were to be
 * @param missing those of which nothing was heard
 * @param quorum how many are enough for a verdict; {@code null} when all are needed
 * @param leftOut broadcasts in the books of some shard that do not count, since the shard that was
 *     to publish them is missing or did not
 * @param sameProcessMillis deliveries whose publisher is in the same process: no clock but one
 * @param crossProcessMillis the other deliveries
 * @param crossBelowZero of these, how many had a latency below zero within the clocks' bounds; they
 *     count as 0
 */
public record ShardsView(
    String schema,
    int planned,
    List<Integer> missing,
    @Nullable Integer quorum,
    long leftOut,
    Distribution sameProcessMillis,
    Distribution crossProcessMillis,
    long crossBelowZero,
    Bounds bounds,
    List<Shard> shards) {

  /** The schema that this version writes. */
  public static final String SCHEMA = "broadside/shards/1";

  /** The name of the file. */
  public static final String FILE = "shards.json";

  /**
   * By how much the clocks may have moved the numbers of {@code latency}, up or down; {@code null}
   * where nobody can say. Beside that, 90% and 99% of an audience are known to {@code bucketShare}.
   */
  public record Bounds(
      @Nullable Double deliveryMillis,
      @Nullable Double firstMillis,
      @Nullable Double p90Millis,
      @Nullable Double p99Millis,
      @Nullable Double lastMillis,
      double bucketShare) {}

  /**
   * One injector.
   *
   * @param valid whether it trusts its own measurement
   * @param startErrorMillis how long after the common start it began
   */
  public record Shard(
      int shard,
      String host,
      boolean valid,
      double startErrorMillis,
      Clock clock,
      long opened,
      long published,
      long expected,
      long delivered,
      long lost,
      Distribution deliveryMillis,
      Skew skew) {}

  /**
   * A shard's clock against the reference's.
   *
   * @param offsetMillis the reference was ahead by this in the middle of what was measured first
   * @param offsetBoundMillis and by so much more or less
   * @param driftPpm the reference ran faster by this, in the middle
   * @param driftBoundPpm and by so much more or less
   * @param boundMillis what a time of this shard may be wrong by; {@code null} if nobody can say
   */
  public record Clock(
      String source,
      String detail,
      double offsetMillis,
      double offsetBoundMillis,
      double driftPpm,
      double driftBoundPpm,
      @Nullable Double boundMillis) {}

  /**
   * How the shard's half-way delivery of a broadcast differs from the other shards'.
   *
   * @param medianMillis later than theirs by this, in the median over broadcasts; {@code null} when
   *     there is nothing to compare
   * @param slower broadcasts that it had later than they
   * @param compared broadcasts that it and others have
   * @param standsOut whether chance and the clocks do not explain it
   */
  public record Skew(
      @Nullable Double medianMillis, long slower, long compared, boolean standsOut) {}
}
