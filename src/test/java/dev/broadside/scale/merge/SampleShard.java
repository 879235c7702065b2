package dev.broadside.scale.merge;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.Judge;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.RunSummary;
import dev.broadside.scale.clock.ShardClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shard of a distributed run, built up broadcast by broadcast, whose summary fits its rows. */
final class SampleShard {
  static final String RUN = "k3x9";
  private static final long START_MICROS = 1_795_246_912_000_000L;

  private final int shard;
  private final List<BroadcastRow> rows = new ArrayList<>();
  private final Latencies same = new Latencies();
  private final Latencies cross = new Latencies();
  private ShardClock clock = ShardClock.SAME;
  private List<RunSummary.Check> checks =
      List.of(new RunSummary.Check("books balance", "yes", "yes", true));
  private RunSummary.Status status = RunSummary.Status.PASS;
  private long published;
  private long duplicates;

  SampleShard(int shard) {
    this.shard = shard;
  }

  SampleShard clock(ShardClock its) {
    this.clock = its;
    return this;
  }

  SampleShard invalid(RunSummary.Check broken) {
    this.checks = List.of(broken);
    this.status = RunSummary.Status.INVALID;
    return this;
  }

  SampleShard row(int publisher, int number, long lost, long... latencyNanos) {
    for (long nanos : latencyNanos) {
      (publisher == shard ? same : cross).record(nanos);
    }
    published += publisher == shard ? 1 : 0;
    long micros = START_MICROS + number * 500_000L + publisher * 7L;
    BroadcastRow.Id id = new BroadcastRow.Id(publisher, number, micros);
    rows.add(BroadcastRow.of(id, latencyNanos, lost, 0, 0));
    return this;
  }

  SampleShard duplicates(long count) {
    this.duplicates = count;
    return this;
  }

  ShardResult result() {
    return result(RUN);
  }

  ShardResult result(String runId) {
    Map<Quantity, Values> values =
        Map.of(
            Quantity.SAME_PROCESS_DELIVERY,
            values(same),
            Quantity.CROSS_PROCESS_DELIVERY,
            values(cross));
    return new ShardResult(
        shard,
        "host-" + shard,
        runId,
        summary(runId),
        Judge.Refusals.NONE,
        values,
        rows,
        1_200_000L + shard,
        clock);
  }

  private static Values values(Latencies latencies) {
    return new Values(latencies.histogram(), 0, latencies.negative());
  }

  private RunSummary summary(String runId) {
    Distribution none = Distribution.EMPTY;
    return new RunSummary(
        RunSummary.SCHEMA,
        false,
        run(runId),
        new RunSummary.Verdict(status, List.of()),
        new RunSummary.Connections(100, 100, 0, 0, none),
        new RunSummary.Broadcasts(published, published, 0, 0, published, 0, none),
        deliveries(),
        new RunSummary.Latency(none, none, none, none, none, none),
        new RunSummary.Handler(
            null, null, null, null, null, new RunSummary.Lookups(null, null, null, null)),
        new RunSummary.Validity(checks),
        new RunSummary.Cost(100L, 10.0, 0.5, "2026-11-01"),
        Map.of("arch", "amd64"));
  }

  private RunSummary.Run run(String runId) {
    return new RunSummary.Run(
        runId,
        "room",
        "How late is the last of all?",
        1,
        "2026-11-21T07:15:52Z",
        "2026-11-21T07:16:5" + shard % 10 + "Z",
        "local",
        "room-chat",
        "ideal",
        Map.of("connections", 100),
        "c9b386d",
        1);
  }

  private RunSummary.Deliveries deliveries() {
    long expected = rows.stream().mapToLong(BroadcastRow::expected).sum();
    long delivered = rows.stream().mapToLong(BroadcastRow::delivered).sum();
    long lost = expected - delivered;
    Map<String, Long> reasons = lost == 0 ? Map.of() : Map.of("notReceived", lost);
    return new RunSummary.Deliveries(
        expected, delivered, lost, reasons, 0, duplicates, 0, 0, 0, 0, 0, 0);
  }
}
