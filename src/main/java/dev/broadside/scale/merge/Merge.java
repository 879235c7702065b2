package dev.broadside.scale.merge;

import dev.broadside.measure.Judge;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.ShardsView;
import dev.broadside.scale.clock.ShardClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes one run out of what its shards found out. */
public final class Merge {
  private final Plan plan;
  private final List<ShardResult> results;
  private final Map<Integer, ShardClock> clocks;
  private final Sums sums;
  private final Bookkeeping bookkeeping;
  private final Audience audience;
  private final ClockEvidence evidence;
  private final Skews skews = new Skews();

  private Merge(Plan plan, List<ShardResult> results) {
    this.plan = plan;
    this.results = results;
    this.clocks =
        results.stream().collect(Collectors.toMap(ShardResult::shard, ShardResult::clock));
    this.sums = new Sums(results);
    this.bookkeeping = new Bookkeeping(plan, results);
    this.audience = new Audience(clocks);
    this.evidence = new ClockEvidence(clocks, plan.delayLimitNanos());
  }

  /**
   * Merges the results that came. Shards that are missing are named, and the run is INVALID unless
   * the plan's quorum is reached.
   *
   * @throws MergeException when there is none, one reported twice, or one is of another run
   */
  public static Merged of(Plan plan, List<ShardResult> results) throws MergeException {
    requireOneRun(plan, results);
    List<ShardResult> ordered =
        StageEcho.of(results).stream().sorted(Comparator.comparingInt(ShardResult::shard)).toList();
    return new Merge(plan, ordered).merged();
  }

  private static void requireOneRun(Plan plan, List<ShardResult> results) throws MergeException {
    if (results.isEmpty()) {
      throw new MergeException(
          "No shard of run %s left a result: look at the logs of its injectors."
              .formatted(plan.runId()));
    }
    Set<Integer> seen = new HashSet<>();
    for (ShardResult result : results) {
      if (!result.runId().equals(plan.runId())) {
        throw new MergeException(
            "The result of shard %d (%s) is of run %s, not of run %s: merge one run at a time."
                .formatted(result.shard(), result.host(), result.runId(), plan.runId()));
      }
      if (result.shard() >= plan.shards()) {
        throw new MergeException(
            "The result of shard %d (%s) is one too many for a run of %d: give the number of injectors that it had."
                .formatted(result.shard(), result.host(), plan.shards()));
      }
      if (!result.summary().schema().equals(RunSummary.SCHEMA)) {
        throw new MergeException(
            "The summary of shard %d (%s) has schema %s and this build merges %s: run every injector from the same image."
                .formatted(
                    result.shard(), result.host(), result.summary().schema(), RunSummary.SCHEMA));
      }
      if (!seen.add(result.shard())) {
        throw new MergeException(
            "Shard %d reported twice (%s): two injectors had its index, so run again with one each."
                .formatted(result.shard(), result.host()));
      }
    }
  }

  private Merged merged() {
    new Broadcasts(results)
        .forEach(
            broadcast -> {
              audience.add(broadcast, results.size());
              evidence.add(broadcast);
              skews.add(broadcast);
            });
    Latencies same = sums.values(Quantity.SAME_PROCESS_DELIVERY);
    Latencies cross = crossProcess(results);
    Latencies delivery = new Latencies();
    delivery.add(same.histogram(), 0, same.negative());
    delivery.add(cross.histogram(), 0, 0);
    ShardsView view = view(same, cross);
    return new Merged(summary(delivery), view, delivery.histogram(), audience.completions());
  }

  /** What is below zero because of the clocks is the lowest that there is, and counted. */
  private static Latencies crossProcess(List<ShardResult> results) {
    Latencies cross = new Sums(results).values(Quantity.CROSS_PROCESS_DELIVERY);
    if (cross.negative() > 0) {
      cross.histogram().recordValueWithCount(0, cross.negative());
    }
    return cross;
  }

  private RunSummary summary(Latencies delivery) {
    RunSummary first = results.getFirst().summary();
    RunSummary.Connections connections = sums.connections();
    RunSummary.Broadcasts broadcasts = sums.broadcasts(audience);
    RunSummary.Deliveries deliveries = sums.deliveries(audience);
    List<RunSummary.Check> checks = new ArrayList<>(bookkeeping.checks(audience));
    checks.addAll(evidence.checks());
    RunSummary.Latency latency = latency(delivery);
    RunSummary.Verdict verdict =
        new Verdicts(plan, audience)
            .of(
                new Judge.Evidence(
                    connections,
                    broadcasts,
                    deliveries,
                    judged(latency, delivery, deliveries.lost()),
                    new RunSummary.Validity(checks),
                    refusals()),
                interruptions());
    return new RunSummary(
        RunSummary.SCHEMA,
        results.stream().anyMatch(result -> result.summary().interrupted()),
        run(first.run()),
        verdict,
        connections,
        broadcasts,
        deliveries,
        latency,
        sums.handler(),
        new RunSummary.Validity(checks),
        sums.cost(),
        sums.environment());
  }

  private Judge.Refusals refusals() {
    return new Judge.Refusals(
        results.stream().mapToLong(result -> result.refusals().received()).sum(),
        results.stream()
            .map(result -> result.refusals().reasons())
            .filter(reasons -> !reasons.isEmpty())
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  private List<String> interruptions() {
    return results.stream()
        .filter(result -> result.summary().interrupted())
        .map(result -> "shard " + result.shard() + " was interrupted")
        .toList();
  }

  private RunSummary.Latency latency(Latencies delivery) {
    return new RunSummary.Latency(
            delivery.distribution(),
            sums.distribution(Quantity.SERVICE),
            audience.first.distribution(),
            audience.p90.distribution(),
            audience.p99.distribution(),
            audience.last.distribution())
        .withPings(sums.distribution(Quantity.PING), sums.distribution(Quantity.IDLE_PING));
  }

  /** As an SLO sees them: a delivery that was lost took forever. */
  private static RunSummary.Latency judged(RunSummary.Latency told, Latencies delivery, long lost) {
    Latencies ofExpected = new Latencies();
    ofExpected.add(delivery.histogram(), lost, delivery.negative());
    return new RunSummary.Latency(
        ofExpected.distribution(),
        told.serviceMillis(),
        told.firstMillis(),
        told.p90Millis(),
        told.p99Millis(),
        told.lastMillis());
  }

  private RunSummary.Run run(RunSummary.Run one) {
    List<RunSummary.Run> runs = results.stream().map(result -> result.summary().run()).toList();
    return new RunSummary.Run(
        plan.runId(),
        one.scenario(),
        one.question(),
        one.seed(),
        runs.stream().map(RunSummary.Run::startedAt).min(Comparator.naturalOrder()).orElseThrow(),
        runs.stream()
            .map(RunSummary.Run::finishedAt)
            .max(Comparator.nullsFirst(Comparator.naturalOrder()))
            .orElse(null),
        one.target(),
        one.design(),
        one.profile(),
        plan.parameters(),
        one.commit(),
        results.size());
  }

  private ShardsView view(Latencies same, Latencies cross) {
    Double bound = Millis.ofBound(audience.boundNanos);
    return new ShardsView(
        ShardsView.SCHEMA,
        plan.shards(),
        bookkeeping.missing(),
        plan.quorum(),
        audience.leftOut,
        same.distribution(),
        cross.distribution(),
        cross.negative(),
        new ShardsView.Bounds(
            bound,
            bound,
            bound,
            bound,
            Millis.ofBound(audience.lastBoundNanos),
            LatencySketch.ERROR),
        results.stream().map(this::shard).toList());
  }

  private ShardsView.Shard shard(ShardResult result) {
    RunSummary its = result.summary();
    Latencies delivery = new Latencies();
    delivery.add(
        new Sums(List.of(result)).values(Quantity.SAME_PROCESS_DELIVERY).histogram(), 0, 0);
    delivery.add(crossProcess(List.of(result)).histogram(), 0, 0);
    return new ShardsView.Shard(
        result.shard(),
        result.host(),
        Bookkeeping.isValid(result),
        Millis.of(result.startErrorNanos()),
        clock(result.clock()),
        its.connections().opened(),
        its.broadcasts().published(),
        its.deliveries().expected(),
        its.deliveries().delivered(),
        its.deliveries().lost(),
        delivery.distribution(),
        skews.of(result.shard(), audience.boundNanos));
  }

  private static ShardsView.Clock clock(ShardClock clock) {
    double offset = clock.leastOffsetNanos() / 2.0 + clock.mostOffsetNanos() / 2.0;
    return new ShardsView.Clock(
        clock.source().word(),
        clock.detail(),
        Millis.of(offset),
        Millis.of(clock.mostOffsetNanos() - offset),
        (clock.leastDriftPpm() + clock.mostDriftPpm()) / 2,
        (clock.mostDriftPpm() - clock.leastDriftPpm()) / 2,
        Millis.ofBound(clock.boundNanos()));
  }
}
