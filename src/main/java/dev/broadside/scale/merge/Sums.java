package dev.broadside.scale.merge;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What adds up over the shards: counters, costs and histograms. */
final class Sums {
  private final List<ShardResult> results;

  Sums(List<ShardResult> results) {
    this.results = results;
  }

  private long sum(ToLongFunction<RunSummary> count) {
    return results.stream().map(ShardResult::summary).mapToLong(count).sum();
  }

  /** {@code null} where nobody knows; otherwise the sum of those who do. */
  private @Nullable Double sumOfKnown(Function<RunSummary, @Nullable Number> count) {
    List<Number> known = new ArrayList<>();
    for (ShardResult result : results) {
      Number its = count.apply(result.summary());
      if (its != null) {
        known.add(its);
      }
    }
    return known.isEmpty()
        ? null
        : Double.valueOf(known.stream().mapToDouble(Number::doubleValue).sum());
  }

  private @Nullable Long wholeSumOfKnown(Function<RunSummary, @Nullable Number> count) {
    Double sum = sumOfKnown(count);
    return sum == null ? null : Long.valueOf(Math.round(sum));
  }

  private Map<String, Long> reasons(Function<RunSummary, Map<String, Long>> counts) {
    Map<String, Long> reasons = new TreeMap<>();
    for (ShardResult result : results) {
      counts.apply(result.summary()).forEach((why, count) -> reasons.merge(why, count, Long::sum));
    }
    return reasons;
  }

  /** All values of some quantities; those below zero are counted, not in the histogram. */
  Latencies values(Quantity... quantities) {
    Latencies all = new Latencies();
    for (ShardResult result : results) {
      for (Quantity quantity : quantities) {
        Values values = result.of(quantity);
        all.add(values.histogram(), values.never(), values.belowZero());
      }
    }
    return all;
  }

  Distribution distribution(Quantity quantity) {
    return values(quantity).distribution();
  }

  RunSummary.Connections connections() {
    RunSummary.Connections all =
        new RunSummary.Connections(
                sum(s -> s.connections().asked()),
                sum(s -> s.connections().opened()),
                sum(s -> s.connections().failed()),
                sum(s -> s.connections().dropped()),
                distribution(Quantity.CONNECT))
            .because(reasons(s -> s.connections().reasons()));
    List<RunSummary.Churn> churns =
        results.stream()
            .map(r -> r.summary().connections().churn())
            .filter(Objects::nonNull)
            .toList();
    return churns.isEmpty() ? all : all.with(churn(churns));
  }

  private RunSummary.Churn churn(List<RunSummary.Churn> each) {
    ToLongFunction<ToLongFunction<RunSummary.Churn>> sum = f -> each.stream().mapToLong(f).sum();
    Map<String, Long> failures = new TreeMap<>();
    each.forEach(c -> c.failures().forEach((why, count) -> failures.merge(why, count, Long::sum)));
    return new RunSummary.Churn(
        sum.applyAsLong(RunSummary.Churn::planned),
        sum.applyAsLong(RunSummary.Churn::leaves),
        sum.applyAsLong(RunSummary.Churn::storms),
        sum.applyAsLong(RunSummary.Churn::renewals),
        sum.applyAsLong(RunSummary.Churn::rejoins),
        sum.applyAsLong(RunSummary.Churn::failed),
        failures,
        sum.applyAsLong(RunSummary.Churn::slow),
        sum.applyAsLong(RunSummary.Churn::awayAtEnd),
        distribution(Quantity.REJOIN),
        sum.applyAsLong(RunSummary.Churn::received),
        sum.applyAsLong(RunSummary.Churn::strays));
  }

  /** Each broadcast is planned and published by one shard, and complete only over all of them. */
  RunSummary.Broadcasts broadcasts(Audience audience) {
    return new RunSummary.Broadcasts(
        sum(s -> s.broadcasts().planned()),
        sum(s -> s.broadcasts().published()),
        sum(s -> s.broadcasts().rejected()),
        sum(s -> s.broadcasts().skipped()),
        audience.complete,
        audience.published - audience.complete,
        distribution(Quantity.PUBLISH_DELAY));
  }

  /**
   * What was not published was waited for in vain: until the books closed, or the run was cut
   * short, or by connections that were cut.
   */
  private static void leaveOut(Map<String, Long> reasons, long lost) {
    long left = lost;
    for (String why : List.of("notReceived", "interrupted", "disconnected")) {
      long taken = Math.min(left, reasons.getOrDefault(why, 0L));
      reasons.computeIfPresent(why, (reason, n) -> n > taken ? n - taken : null);
      left -= taken;
    }
  }

  /** The books, without broadcasts that were never published. */
  RunSummary.Deliveries deliveries(Audience audience) {
    long leftOutLost = audience.leftOutExpected - audience.leftOutDelivered;
    Map<String, Long> reasons = reasons(s -> s.deliveries().lostByReason());
    leaveOut(reasons, leftOutLost);
    return new RunSummary.Deliveries(
        sum(s -> s.deliveries().expected()) - audience.leftOutExpected,
        sum(s -> s.deliveries().delivered()) - audience.leftOutDelivered,
        sum(s -> s.deliveries().lost()) - leftOutLost,
        reasons,
        sum(s -> s.deliveries().late()),
        sum(s -> s.deliveries().duplicate()),
        sum(s -> s.deliveries().repeats()),
        sum(s -> s.deliveries().outOfOrder()),
        sum(s -> s.deliveries().unexpected()),
        sum(s -> s.deliveries().foreign()),
        sum(s -> s.deliveries().echoes()),
        sum(s -> s.deliveries().churned()));
  }

  RunSummary.Handler handler() {
    return new RunSummary.Handler(
        wholeSumOfKnown(s -> s.handler().posts()),
        wholeSumOfKnown(s -> s.handler().attempts()),
        wholeSumOfKnown(s -> s.handler().gone()),
        wholeSumOfKnown(s -> s.handler().throttled()),
        wholeSumOfKnown(s -> s.handler().failed()),
        wholeSumOfKnown(s -> s.handler().bytes()),
        new RunSummary.Lookups(
            wholeSumOfKnown(s -> s.handler().lookups().requests()),
            wholeSumOfKnown(s -> s.handler().lookups().pages()),
            wholeSumOfKnown(s -> s.handler().lookups().items()),
            sumOfKnown(s -> s.handler().lookups().readUnits())));
  }

  RunSummary.Cost cost() {
    return new RunSummary.Cost(
        wholeSumOfKnown(s -> s.cost().messages()),
        sumOfKnown(s -> s.cost().connectionMinutes()),
        sumOfKnown(s -> s.cost().usd()),
        results.getFirst().summary().cost().pricesAsOf());
  }

  /** What is the same everywhere; where shards differ, the list of what they say. */
  Map<String, @Nullable Object> environment() {
    Map<String, Set<@Nullable Object>> said = new LinkedHashMap<>();
    for (ShardResult result : results) {
      result
          .summary()
          .environment()
          .forEach(
              (fact, value) -> said.computeIfAbsent(fact, f -> new LinkedHashSet<>()).add(value));
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    said.forEach(
        (fact, values) ->
            all.put(fact, values.size() == 1 ? values.iterator().next() : new ArrayList<>(values)));
    return all;
  }
}
