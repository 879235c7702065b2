package dev.broadside.tune;

import dev.broadside.aws.Prices;
import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.stub.PostDelay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * All that the page says: what was asked, what was measured, what follows.
 *
 * @param lookups measured; none if nothing was
 * @param fanouts measured; none if nothing was
 * @param strategies for the table that was asked about
 * @param rooms of that table
 * @param table as it was read; none if it was only described
 * @param provenance where the numbers come from, by name
 */
public record Tuning(
    TuningInputs inputs,
    Assumptions assumptions,
    Prices prices,
    List<LookupResult> lookups,
    List<FanoutResult> fanouts,
    List<StrategyRow> strategies,
    RoomSizes rooms,
    @Nullable ExistingTable table,
    Map<String, @Nullable Object> provenance) {

  /** What follows from inputs and rows, where all rooms are alike. */
  public static Tuning of(
      TuningInputs inputs,
      Prices prices,
      List<LookupResult> lookups,
      List<FanoutResult> fanouts,
      Map<String, @Nullable Object> provenance) {
    return of(inputs, null, prices, lookups, fanouts, provenance);
  }

  /** What follows from inputs and rows, and from a table that was read. */
  public static Tuning of(
      TuningInputs inputs,
      @Nullable ExistingTable table,
      Prices prices,
      List<LookupResult> lookups,
      List<FanoutResult> fanouts,
      Map<String, @Nullable Object> provenance) {
    Assumptions usual = Assumptions.usual(ownMicros(fanouts));
    Assumptions assumptions = table == null ? usual : usual.with(table);
    RoomSizes rooms = table == null ? RoomSizes.alike(inputs.room()) : table.rooms();
    List<StrategyRow> strategies =
        Arrays.stream(Strategy.values())
            .map(strategy -> RoomMix.row(strategy, inputs, rooms, assumptions, prices))
            .toList();
    return new Tuning(
        inputs,
        assumptions,
        prices,
        List.copyOf(lookups),
        List.copyOf(fanouts),
        strategies,
        rooms,
        table,
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

  /** That of the Query which the verdict is about. */
  StrategyRow query() {
    return row(assumptions.query());
  }

  /** From how many connections on a Query costs no more. */
  OptionalInt breakEven() {
    return BreakEven.connections(rooms, inputs, assumptions, prices);
  }

  /** What was asked, as a sentence has it. */
  String words() {
    return inputs.words(rooms);
  }

  /** The answer. */
  public Verdict verdict() {
    return Verdict.of(this);
  }
}
