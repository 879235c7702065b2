package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.scale.clock.ClockSource;
import dev.broadside.scale.clock.ShardClock;
import dev.broadside.scenario.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What clocks may and may not do to a merged run. */
final class MergeClocksTest {
  private static final long MILLI = 1_000_000;
  private static final ShardClock HALF_A_MILLI =
      new ShardClock(ClockSource.UDP_ECHO, "10.0.0.7", 0, 0, -1, 1, MILLI / 2);

  /**
   * Shards of a run, each with a clock that is ahead of what it says, and as slow as it is to
   * receive.
   */
  private record Injectors(long[] aheadMillis, long[] slowMillis, boolean allPublish) {
    List<ShardResult> run(long fastestMillis, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      List<SampleShard> shards = new ArrayList<>();
      for (int shard = 0; shard < aheadMillis.length; shard++) {
        shards.add(new SampleShard(shard).clock(shard == 0 ? ShardClock.SAME : HALF_A_MILLI));
      }
      for (int number = 0; number < 120; number++) {
        int publisher = allPublish ? number % shards.size() : 0;
        long stage = fastestMillis * MILLI + random.nextLong(8 * MILLI);
        for (int shard = 0; shard < shards.size(); shard++) {
          long clocks = aheadMillis[shard] - aheadMillis[publisher];
          long base = stage + (slowMillis[shard] + clocks) * MILLI;
          long[] latencies = random.longs(20, base, base + 30 * MILLI).toArray();
          shards.get(shard).row(publisher, number, 0, latencies);
        }
      }
      return shards.stream().map(SampleShard::result).toList();
    }
  }

  private static Merged merged(List<ShardResult> results) throws MergeException {
    return merged(results, Slo.NONE);
  }

  private static Merged merged(List<ShardResult> results, Slo slo) throws MergeException {
    return Merge.of(
        new Plan(SampleShard.RUN, results.size(), null, slo, 10 * MILLI, Map.of()), results);
  }

  @Test
  void clocksThatAreAsGoodAsTheySayPass() throws MergeException {
    Merged merged = merged(new Injectors(new long[4], new long[4], true).run(40, 1));
    RunSummary.Verdict verdict = merged.summary().verdict();
    assertEquals(Status.PASS, verdict.status(), verdict::toString);
    assertEquals(1.0, merged.shards().bounds().lastMillis());
    assertEquals(1.0, merged.shards().bounds().deliveryMillis());
  }

  @Test
  void aShardTwentyMillisecondsBeyondItsBoundRejectsTheRunEitherWay() throws MergeException {
    for (long ahead : new long[] {21, -21}) {
      // No latency is small enough to become negative.
      Injectors injectors = new Injectors(new long[] {0, 0, ahead, 0}, new long[4], true);
      RunSummary.Verdict verdict = merged(injectors.run(60, 2)).summary().verdict();
      assertEquals(Status.INVALID, verdict.status());
      assertTrue(
          verdict.reasons().getFirst().startsWith("clocks contradicted by the latencies: shard "),
          verdict::toString);
    }
  }

  @Test
  void whereOneShardPublishesAloneAWrongClockRejectsTheRunToo() throws MergeException {
    for (long ahead : new long[] {21, -21}) {
      Injectors injectors = new Injectors(new long[] {0, 0, ahead}, new long[3], false);
      assertEquals(Status.INVALID, merged(injectors.run(60, 3)).summary().verdict().status());
    }
  }

  @Test
  void aLatencyBelowZeroBeyondTheBoundRejectsTheRun() throws MergeException {
    ShardResult publisher = new SampleShard(0).row(0, 1, 0, MILLI).result();
    ShardResult other = new SampleShard(1).clock(HALF_A_MILLI).row(0, 1, 0, -MILLI, MILLI).result();
    RunSummary.Verdict verdict = merged(List.of(publisher, other)).summary().verdict();
    assertEquals(
        List.of(
            "latencies below zero by more than the clocks' bounds: 1 broadcasts (-1.0 ms from shard"
                + " 0 to shard 1, whose clocks say at most 0.5 ms), limit 0"),
        verdict.reasons());
  }

  @Test
  void aLatencyBelowZeroWithinTheBoundIsCountedAndKept() throws MergeException {
    ShardResult publisher = new SampleShard(0).row(0, 1, 0, MILLI).result();
    ShardResult other =
        new SampleShard(1).clock(HALF_A_MILLI).row(0, 1, 0, -MILLI / 4, MILLI).result();
    Merged merged = merged(List.of(publisher, other));
    assertEquals(Status.PASS, merged.summary().verdict().status());
    assertEquals(1, merged.shards().crossBelowZero());
    assertEquals(3, merged.summary().latency().deliveryMillis().count());
    assertEquals(0.0, merged.summary().latency().firstMillis().p50());
  }

  @Test
  void aLatencyBelowZeroInOneProcessIsNeverTheClocks() throws MergeException {
    ShardResult alone = new SampleShard(0).row(0, 1, 0, -1).result();
    assertEquals(Status.INVALID, merged(List.of(alone)).summary().verdict().status());
  }

  @Test
  void aSlowInjectorStandsOutAndItsClockIsNotBlamed() throws MergeException {
    Merged merged = merged(new Injectors(new long[4], new long[] {0, 0, 0, 9}, true).run(40, 4));
    RunSummary.Verdict verdict = merged.summary().verdict();
    assertEquals(Status.PASS, verdict.status(), verdict::toString);
    assertTrue(merged.shards().shards().get(3).skew().standsOut());
    for (int shard = 0; shard < 3; shard++) {
      assertFalse(merged.shards().shards().get(shard).skew().standsOut());
    }
  }

  @Test
  void aClockWithoutABoundIsInvalidWhereBroadcastsCrossProcesses() throws MergeException {
    ShardResult publisher = new SampleShard(0).row(0, 1, 0, MILLI).result();
    ShardResult other = new SampleShard(1).clock(ShardClock.UNKNOWN).row(0, 1, 0, MILLI).result();
    Merged merged = merged(List.of(publisher, other));
    assertEquals(
        List.of("clocks with a known bound: not of shard 1, limit all"),
        merged.summary().verdict().reasons());
    assertEquals(null, merged.shards().bounds().lastMillis());
  }

  @Test
  void aLimitInsideTheBoundIsNeitherPassNorFail() throws MergeException {
    List<ShardResult> results = new Injectors(new long[2], new long[2], true).run(40, 5);
    double p95 = Objects.requireNonNull(merged(results).summary().latency().lastMillis().p95());
    for (double off : new double[] {-0.4, 0.4}) {
      assertEquals(Status.INVALID, verdict(results, p95 + off).status());
      assertTrue(verdict(results, p95 + off).reasons().getFirst().startsWith("the clocks decide"));
    }
    assertEquals(Status.PASS, verdict(results, p95 + 0.6).status());
    assertEquals(Status.FAIL, verdict(results, p95 - 0.6).status());
  }

  private static RunSummary.Verdict verdict(List<ShardResult> results, double lastP95Millis)
      throws MergeException {
    Duration limit = Duration.ofNanos((long) (lastP95Millis * MILLI));
    Slo slo =
        new Slo(
            List.of(new Slo.Limit(Slo.Metric.LAST, Slo.Statistic.P95, limit)), null, null, null);
    return merged(results, slo).summary().verdict();
  }
}
