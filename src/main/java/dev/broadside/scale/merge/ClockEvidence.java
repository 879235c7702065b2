package dev.broadside.scale.merge;

import dev.broadside.measure.RunSummary;
import dev.broadside.scale.clock.ShardClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the latencies contradict what the shards say of their clocks.
 *
 * <p>A latency below zero by more than the bounds of both clocks is impossible. Where latencies are
 * larger than the error, that shows nothing, so medians are asked too. Let shard {@code i} send
 * {@code s(i)} slower and receive {@code r(i)} slower than others, and its clock be ahead of what
 * it says by {@code k(i)}. The median first delivery of {@code p}'s broadcasts at {@code j} is
 * {@code M(p,j) = s(p) + r(j) + k(j) - k(p)}, so
 *
 * <pre>
 *   A = M(p,j) - M(p,p) = r(j) - r(p) + k(j) - k(p)   (of the same broadcasts, pair by pair)
 *   B = M(p,j) - M(j,j) = s(p) - s(j) + k(j) - k(p)
 * </pre>
 *
 * A slow receiver moves A alone and a slow sender B alone; a wrong clock moves both, to one side.
 * Hosts may differ a little in both, so {@link #TOLERANCE_NANOS} is left to them; it is what the
 * witness's check leaves too. Where only one of the two shards publishes there is no B, and nobody
 * can tell a slow receiver from a wrong clock: then A alone is held to what an injector may add.
 */
final class ClockEvidence {
  private static final long TOLERANCE_NANOS = 2_000_000;

  private final Map<Integer, ShardClock> clocks;
  private final long delayLimitNanos;
  private final Map<Pair, Seen> seen = new HashMap<>();

  private long cross;
  private long impossible;
  private String worst = "";
  private long worstExcessNanos;

  private record Pair(int publisher, int receiver) {}

  /**
   * What a receiver saw of a publisher's broadcasts: first deliveries, and how much later than the
   * publisher's own.
   */
  private record Seen(Longs firsts, Longs laterThanPublisher) {}

  ClockEvidence(Map<Integer, ShardClock> clocks, long delayLimitNanos) {
    this.clocks = clocks;
    this.delayLimitNanos = delayLimitNanos;
  }

  void add(Broadcasts.Broadcast broadcast) {
    if (!broadcast.isPublished()) {
      return;
    }
    int publisher = broadcast.publisher();
    BroadcastRow own = null;
    for (Broadcasts.Part part : broadcast.parts()) {
      own = part.shard().shard() == publisher && part.row().delivered() > 0 ? part.row() : own;
    }
    for (Broadcasts.Part part : broadcast.parts()) {
      if (part.row().delivered() > 0) {
        add(new Pair(publisher, part.shard().shard()), part.row(), own);
      }
    }
  }

  private void add(Pair pair, BroadcastRow row, @Nullable BroadcastRow own) {
    Seen of = seen.computeIfAbsent(pair, p -> new Seen(new Longs(), new Longs()));
    of.firsts().add(row.firstNanos());
    if (pair.publisher() != pair.receiver()) {
      cross++;
      if (own != null) {
        of.laterThanPublisher().add(row.firstNanos() - own.firstNanos());
      }
    }
    long bound = pair.publisher() == pair.receiver() ? 0 : bound(pair);
    if (bound != ShardClock.UNBOUNDED && row.firstNanos() < -bound) {
      impossible++;
      if (-bound - row.firstNanos() > worstExcessNanos) {
        worstExcessNanos = -bound - row.firstNanos();
        worst =
            " (%s from shard %d to shard %d, whose clocks say at most %s)"
                .formatted(
                    Millis.text(row.firstNanos()),
                    pair.publisher(),
                    pair.receiver(),
                    Millis.text(bound));
      }
    }
  }

  private long bound(Pair pair) {
    return clocks
        .getOrDefault(pair.publisher(), ShardClock.UNKNOWN)
        .boundNanosWith(clocks.getOrDefault(pair.receiver(), ShardClock.UNKNOWN));
  }

  /** What rejects the clocks, one check each. */
  List<RunSummary.Check> checks() {
    return cross == 0 ? List.of(below()) : List.of(known(), below(), agreement());
  }

  private RunSummary.Check known() {
    List<String> unknown =
        clocks.entrySet().stream()
            .filter(entry -> entry.getValue().boundNanos() == ShardClock.UNBOUNDED)
            .map(entry -> "shard " + entry.getKey() + because(entry.getValue().detail()))
            .sorted()
            .toList();
    return new RunSummary.Check(
        "clocks with a known bound",
        unknown.isEmpty() ? "all" : "not of " + String.join(", ", unknown),
        "all",
        unknown.isEmpty());
  }

  private static String because(String detail) {
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }

  private RunSummary.Check below() {
    return new RunSummary.Check(
        "latencies below zero by more than the clocks' bounds",
        impossible + " broadcasts" + worst,
        "0",
        impossible == 0);
  }

  private RunSummary.Check agreement() {
    List<String> against = new ArrayList<>();
    for (Pair pair : seen.keySet().stream().sorted(ClockEvidence::order).toList()) {
      if (pair.publisher() != pair.receiver() && bound(pair) != ShardClock.UNBOUNDED) {
        double wrong = wrong(pair);
        if (wrong != 0) {
          against.add(
              "shard %d against shard %d by %s or more"
                  .formatted(pair.receiver(), pair.publisher(), Millis.text(Math.abs(wrong))));
        }
      }
    }
    return new RunSummary.Check(
        "clocks contradicted by the latencies",
        against.isEmpty()
            ? "none"
            : String.join("; ", against.subList(0, Math.min(3, against.size()))),
        "none",
        against.isEmpty());
  }

  private static int order(Pair one, Pair other) {
    return one.publisher() != other.publisher()
        ? Integer.compare(one.publisher(), other.publisher())
        : Integer.compare(one.receiver(), other.receiver());
  }

  /** By how much a pair's clocks are wrong at the least; 0 where nothing says that they are. */
  private double wrong(Pair pair) {
    Seen crossed = seenOf(pair);
    double a = Ranks.median(crossed.laterThanPublisher().toArray()).awayFromZero();
    Seen own = seenOf(new Pair(pair.receiver(), pair.receiver()));
    Ranks.Interval there = Ranks.median(crossed.firsts().toArray());
    Ranks.Interval home = Ranks.median(own.firsts().toArray());
    boolean alone = own.firsts().toArray().length == 0;
    double b =
        new Ranks.Interval(there.least() - home.most(), there.most() - home.least()).awayFromZero();
    double both = a * b > 0 ? Math.copySign(Math.min(Math.abs(a), Math.abs(b)), a) : 0;
    double found = alone ? a : both;
    long allowed =
        bound(pair) + (alone ? Math.max(delayLimitNanos, TOLERANCE_NANOS) : TOLERANCE_NANOS);
    return Math.abs(found) > allowed ? found : 0;
  }

  private Seen seenOf(Pair pair) {
    Seen found = seen.get(pair);
    return found == null ? new Seen(new Longs(), new Longs()) : found;
  }
}
