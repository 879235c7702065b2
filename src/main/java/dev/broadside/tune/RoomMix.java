package dev.broadside.tune;

import dev.broadside.aws.Prices;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Strategies for rooms of several sizes: each size by itself, added up by its share of the
 * broadcasts. Units and dollars are means. A table's units serve all broadcasts, so its ceiling is
 * what their mean allows; a room's partition serves that room, so the ceiling is that of the
 * largest. The last receiver's time is that of the room that 95% of the broadcasts do not exceed.
 */
final class RoomMix {
  private static final double LATE = 0.95;

  private RoomMix() {}

  /** The room whose last receiver a strategy's time is of. */
  static int lateRoom(RoomSizes rooms) {
    return rooms.quantile(LATE);
  }

  static StrategyRow row(
      Strategy strategy,
      TuningInputs inputs,
      RoomSizes rooms,
      Assumptions assumptions,
      Prices prices) {
    RoomSizes possible = rooms.within(inputs.connections());
    List<Part> parts =
        possible.sizes().stream()
            .map(
                size ->
                    new Part(
                        size.share(),
                        StrategyRow.of(
                            strategy, sized(inputs, size.connections()), assumptions, prices)))
            .toList();
    StrategyRow late =
        StrategyRow.of(strategy, sized(inputs, lateRoom(possible)), assumptions, prices);
    return new StrategyRow(
        strategy,
        mean(parts, StrategyRow::pages),
        mean(parts, StrategyRow::units),
        1 / mean(parts, row -> 1 / row.tableCeiling()),
        parts.stream().mapToDouble(part -> part.row.partitionCeiling()).min().orElseThrow(),
        mean(parts, StrategyRow::firstMillis),
        late.lastMillis(),
        new Dollars(
            mean(parts, row -> row.dollars().reads()),
            mean(parts, row -> row.dollars().indexWrites()),
            mean(parts, row -> row.dollars().lambda()),
            mean(parts, row -> row.dollars().messages()),
            mean(parts, row -> row.dollars().minutes()),
            mean(parts, row -> row.dollars().queue())));
  }

  static TuningInputs sized(TuningInputs inputs, int room) {
    return inputs.with(inputs.connections(), room);
  }

  /** What rooms of one size come to, and how often. */
  private record Part(double share, StrategyRow row) {}

  private static double mean(List<Part> parts, ToDoubleFunction<StrategyRow> of) {
    return parts.stream().mapToDouble(part -> part.share * of.applyAsDouble(part.row)).sum();
  }
}
