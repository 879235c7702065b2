package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.scenario.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MergeTest {
  private static final long MILLI = 1_000_000;

  private static Plan plan(int shards, @Nullable Integer quorum) {
    return new Plan(SampleShard.RUN, shards, quorum, Slo.NONE, 10 * MILLI, Map.of());
  }

  private static Plan plan(int shards, Duration lastP95) {
    Slo.Limit limit = new Slo.Limit(Slo.Metric.LAST, Slo.Statistic.P95, lastP95);
    Slo slo = new Slo(List.of(limit), 0L, null, null);
    return new Plan(SampleShard.RUN, shards, null, slo, 10 * MILLI, Map.of());
  }

  /** However an audience is spread over shards, the merge says what one shard would have said. */
  @Property(tries = 20)
  void oneAudienceOnManyShardsIsOneAudience(
      @ForAll @IntRange(min = 1, max = 5) int shards,
      @ForAll @IntRange(min = 1, max = 4) int broadcasts,
      @ForAll Random random)
      throws MergeException {
    SampleShard one = new SampleShard(0);
    List<SampleShard> many = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      many.add(new SampleShard(shard));
    }
    for (int number = 0; number < broadcasts; number++) {
      List<Long> all = new ArrayList<>();
      long lost = 0;
      int publisher = random.nextInt(shards);
      for (int shard = 0; shard < shards; shard++) {
        long[] part = random.longs(random.nextInt(40), 0, 1_000 * MILLI).toArray();
        long lostThere = random.nextInt(10) == 0 ? random.nextInt(3) : 0;
        many.get(shard).row(publisher, number, lostThere, part);
        lost += lostThere;
        for (long nanos : part) {
          all.add(nanos);
        }
      }
      one.row(0, number, lost, all.stream().mapToLong(nanos -> nanos).toArray());
    }
    RunSummary single = Merge.of(plan(1, (Integer) null), List.of(one.result())).summary();
    List<ShardResult> results = new ArrayList<>(many.stream().map(SampleShard::result).toList());
    Collections.shuffle(results, random);
    RunSummary merged = Merge.of(plan(shards, (Integer) null), results).summary();
    assertEquals(single.deliveries(), merged.deliveries());
    assertEquals(single.latency(), merged.latency());
    assertEquals(single.broadcasts().complete(), merged.broadcasts().complete());
    assertEquals(Status.PASS, merged.verdict().status(), merged.verdict()::toString);
  }

  @Test
  void theLastReceiverOfAllShardsIsTheLastAndNothingIsAveraged() throws MergeException {
    List<ShardResult> results =
        List.of(
            new SampleShard(0).row(0, 1, 0, 10 * MILLI, 20 * MILLI).result(),
            new SampleShard(1).row(0, 1, 0, 15 * MILLI, 90 * MILLI).result());
    RunSummary summary = Merge.of(plan(2, (Integer) null), results).summary();
    assertMillis(10, summary.latency().firstMillis());
    assertMillis(90, summary.latency().lastMillis());
    assertEquals(4, summary.deliveries().delivered());
    assertEquals(2, summary.run().injectors());
    assertEquals(200, summary.connections().opened());
  }

  private static void assertMillis(double expected, Distribution told) {
    assertEquals(expected, Objects.requireNonNull(told.p50()), expected / 500);
  }

  @Test
  void whoMissesItOnAnyShardKeepsItFromBeingComplete() throws MergeException {
    List<ShardResult> results =
        List.of(
            new SampleShard(0).row(0, 1, 0, 10 * MILLI).result(),
            new SampleShard(1).row(0, 1, 1, 15 * MILLI).result());
    RunSummary summary = Merge.of(plan(2, Duration.ofSeconds(1)), results).summary();
    assertEquals(0, summary.broadcasts().complete());
    assertEquals(null, summary.latency().lastMillis().p50());
    assertEquals(Status.FAIL, summary.verdict().status());
  }

  @Test
  void aMissingShardIsNamedAndThereIsNoVerdictWithoutIt() throws MergeException {
    List<ShardResult> results =
        List.of(
            new SampleShard(0).row(0, 1, 0, MILLI).row(1, 2, 0, MILLI).result(),
            new SampleShard(2).row(0, 1, 0, MILLI).row(1, 2, 0, MILLI).result());
    Merged merged = Merge.of(plan(3, (Integer) null), results);
    assertEquals(Status.INVALID, merged.summary().verdict().status());
    assertEquals(
        "shards reported: 2 of 3 (missing: 1), limit all",
        merged.summary().verdict().reasons().getFirst());
    assertEquals(List.of(1), merged.shards().missing());
    // Only the one who published it knows when.
    assertEquals(1, merged.shards().leftOut());
    assertEquals(2, merged.summary().deliveries().expected());
  }

  @Test
  void aQuorumLetsAMissingShardPassAndSaysSo() throws MergeException {
    List<ShardResult> results =
        List.of(
            new SampleShard(0).row(0, 1, 0, MILLI).result(),
            new SampleShard(2).row(0, 1, 0, MILLI).result());
    RunSummary summary = Merge.of(plan(3, 2), results).summary();
    assertEquals(Status.PASS, summary.verdict().status(), summary.verdict()::toString);
    assertEquals(
        new RunSummary.Check(
            "shards reported", "2 of 3 (missing: 1)", "at least 2, the quorum of this run", true),
        summary.validity().checks().getFirst());
  }

  @Test
  void resultsThatAreNotOneRunsAreRefused() {
    ShardResult zero = new SampleShard(0).result();
    ShardResult one = new SampleShard(1).result();
    assertEquals(
        "Shard 1 reported twice (host-1): two injectors had its index, so run again with one each.",
        refused(2, zero, one, one));
    assertEquals(
        "The result of shard 1 (host-1) is of run other, not of run k3x9: merge one run at a time.",
        refused(2, zero, new SampleShard(1).result("other")));
    assertEquals(
        "The result of shard 1 (host-1) is one too many for a run of 1: give the number of injectors that it had.",
        refused(1, zero, one));
    assertEquals(
        "No shard of run k3x9 left a result: look at the logs of its injectors.", refused(2));
  }

  private static String refused(int shards, ShardResult... results) {
    return String.valueOf(
        assertThrows(
                MergeException.class,
                () -> Merge.of(plan(shards, (Integer) null), List.of(results)))
            .getMessage());
  }

  @Test
  void whatWasNeverPublishedIsNotLost() throws MergeException {
    List<ShardResult> results =
        List.of(
            new SampleShard(0).row(0, 1, 0, MILLI).row(1, 9, 2).result(),
            new SampleShard(1).row(0, 1, 0, MILLI).result());
    Merged merged = Merge.of(plan(2, Duration.ofSeconds(1)), results);
    assertEquals(0, merged.summary().deliveries().lost());
    assertEquals(Map.of(), merged.summary().deliveries().lostByReason());
    assertEquals(1, merged.shards().leftOut());
    assertEquals(Status.PASS, merged.summary().verdict().status());
  }

  @Test
  void aBroadcastThatIsNotInTheBooksOfEveryShardIsInvalid() throws MergeException {
    List<ShardResult> results =
        List.of(
            new SampleShard(0).row(0, 1, 0, MILLI).row(0, 2, 0, MILLI).result(),
            new SampleShard(1).row(0, 1, 0, MILLI).result());
    RunSummary summary = Merge.of(plan(2, (Integer) null), results).summary();
    assertEquals(
        List.of("broadcasts in the books of every shard: 1 of 2, limit all that were published"),
        summary.verdict().reasons());
  }

  @Test
  void booksOfAShardThatDoNotBalanceAreInvalid() throws MergeException {
    ShardResult sound = new SampleShard(0).row(0, 1, 0, MILLI).result();
    ShardResult without =
        new ShardResult(
            0,
            "h",
            sound.runId(),
            sound.summary(),
            sound.refusals(),
            Map.of(),
            sound.rows(),
            0,
            sound.clock());
    RunSummary summary = Merge.of(plan(1, (Integer) null), List.of(without)).summary();
    assertEquals(
        List.of("books of each shard balance: not those of shard 0, limit yes"),
        summary.verdict().reasons());
  }

  @Test
  void whatAShardDoesNotTrustNobodyElseDoes() throws MergeException {
    RunSummary.Check broken =
        new RunSummary.Check("event loop lag p99", "31 ms", "at most 10 ms", false);
    List<ShardResult> results =
        List.of(
            new SampleShard(0).row(0, 1, 0, MILLI).result(),
            new SampleShard(1).invalid(broken).row(0, 1, 0, MILLI).result());
    Merged merged = Merge.of(plan(2, (Integer) null), results);
    assertTrue(
        merged
            .summary()
            .verdict()
            .reasons()
            .contains("event loop lag p99, shard 1: 31 ms, limit at most 10 ms"));
    assertFalse(merged.shards().shards().get(1).valid());
  }
}
