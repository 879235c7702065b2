package dev.broadside.tune;

import dev.broadside.aws.Prices;
import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.stub.PostDelay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the page says: what was asked, what was measured, what follows.
 *
 * @param lookups measured; none if nothing was
 * @param fanouts measured; none if nothing was
 * @param strategies for the table that was asked about
 * @param provenance where the numbers come from, by name
 */
public record Tuning(
    TuningInputs inputs,
    Assumptions assumptions,
    Prices prices,
    List<LookupResult> lookups,
    List<FanoutResult> fanouts,
    List<StrategyRow> strategies,
    Map<String, @Nullable Object> provenance) {

  /** What follows from inputs and rows. */
  public static Tuning of(
      TuningInputs inputs,
      Prices prices,
      List<LookupResult> lookups,
      List<FanoutResult> fanouts,
      Map<String, @Nullable Object> provenance) {
    Assumptions assumptions = Assumptions.usual(ownMicros(fanouts));
    List<StrategyRow> strategies =
        Arrays.stream(Strategy.values())
            .map(strategy -> StrategyRow.of(strategy, inputs, assumptions, prices))
            .toList();
    return new Tuning(
        inputs,
        assumptions,
        prices,
        List.copyOf(lookups),
        List.copyOf(fanouts),
        strategies,
        provenance);
  }

  private static @Nullable Double ownMicros(List<FanoutResult> fanouts) {
    return fanouts.stream()
        .filter(result -> result.row().equals(FanoutRow.reference(FanoutRow.DIRECT)))
        .map(result -> result.ownMicros().mean())
        .findFirst()
        .orElse(null);
  }

  /** The law at the benchmark's reference point. */
  FanoutLaw law() {
    return new FanoutLaw(
        FanoutRow.reference(FanoutRow.DIRECT).receivers(),
        PostDelay.FIFTEEN.latency().meanMillis(),
        Math.max(1, assumptions.ownMicros()));
  }

  StrategyRow row(Strategy strategy) {
    return strategies.get(strategy.ordinal());
  }

  /** The answer. */
  public Verdict verdict() {
    return Verdict.of(this);
  }
}
