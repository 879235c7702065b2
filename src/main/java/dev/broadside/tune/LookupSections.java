package dev.broadside.tune;

import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.ScanOverQuery;
import dev.broadside.bench.jmh.TableShape;
import dev.broadside.report.Markup;
import dev.broadside.tune.LineChart.Mark;
import dev.broadside.tune.LineChart.Point;
import dev.broadside.tune.LineChart.Series;
import dev.broadside.tune.Section.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Lookups: their time, their read units, and how often they are possible. */
record LookupSections(Tuning tuning) {
  private static final List<Strategy> LOOKUPS =
      List.of(Strategy.SCAN, Strategy.PARALLEL_SCAN, Strategy.QUERY, Strategy.TABLE_QUERY);
  private static final String X = "connections in the table";

  Section time() {
    String title = "Lookup time against table size";
    List<LookupResult> rows = atReference();
    if (rows.isEmpty()) {
      return new Section(
          "lookup-time",
          title,
          Origin.MISSING,
          "No lookup was measured: run the same command without --no-measure.",
          Markup.NONE,
          new Table(List.of("lookup"), List.of()));
    }
    return new Section(
        "lookup-time",
        title,
        Origin.MEASURED,
        "DynamoDB Local on this machine, rooms of 100, items of 200 B; bars are 99% intervals of the forks' means. These times compare lookups here and say nothing of AWS."
            + ScanOverQuery.in(rows).stream()
                .map(one -> " " + one.words())
                .collect(Collectors.joining()),
        new LineChart(
                "time",
                title,
                X,
                "milliseconds",
                measured(
                    rows,
                    row ->
                        new Point(
                            row.row().table().connections(),
                            row.millis().mean(),
                            row.millis().low(),
                            row.millis().high())))
            .draw(),
        timeTable(rows));
  }

  private static Table timeTable(List<LookupResult> rows) {
    return new Table(
        List.of("lookup", "connections", "ms", "99% from", "to", "forks"),
        rows.stream()
            .map(
                row ->
                    List.of(
                        row.row().lookup(),
                        Numbers.whole(row.row().table().connections()),
                        Numbers.plain(row.millis().mean()),
                        Numbers.plain(row.millis().low()),
                        Numbers.plain(row.millis().high()),
                        "" + row.millis().forks().size()))
            .toList());
  }

  Section units() {
    List<LookupResult> rows = atReference();
    List<Series> series = new ArrayList<>();
    for (Strategy lookup : List.of(Strategy.SCAN, Strategy.QUERY, Strategy.TABLE_QUERY)) {
      series.add(theory(lookup.word(), lookup, inputs -> reading(lookup, inputs).pages().units()));
    }
    measured(rows, row -> Point.of(row.row().table().connections(), row.readUnits())).stream()
        .map(one -> new Series(one.name() + ", measured", one.mark(), one.style(), one.points()))
        .forEach(series::add);
    return new Section(
        "units",
        "Read units of a lookup",
        rows.isEmpty() ? Origin.COMPUTED : Origin.COMPUTED_AND_MEASURED,
        "Lines: AWS's rules for rooms of 100 and items of 200 B, eventually consistent."
            + (rows.isEmpty()
                ? " No lookup was measured, so there are no points."
                : " Points: what the stage counted of DynamoDB Local. A parallel scan has no line of its own: each segment rounds up by itself."),
        new LineChart("units", "Read units of a lookup", X, "read units", series).draw(),
        unitsTable(rows));
  }

  private Table unitsTable(List<LookupResult> rows) {
    return new Table(
        List.of("lookup", "connections", "by the rules", "measured"),
        LOOKUPS.stream()
            .flatMap(
                lookup ->
                    BreakEven.SIZES.stream()
                        .filter(size -> Integer.toString(size).matches("10+"))
                        .map(
                            size ->
                                List.of(
                                    lookup.word(),
                                    Numbers.whole(size),
                                    Numbers.plain(
                                        reading(lookup, TuningInputs.REFERENCE.with(size, 100))
                                            .pages()
                                            .units()),
                                    counted(rows, lookup, size))))
            .toList());
  }

  private static String counted(List<LookupResult> rows, Strategy lookup, int size) {
    return rows.stream()
        .filter(row -> row.row().lookup().equals(lookup.word()))
        .filter(row -> row.row().table().connections() == size)
        .map(row -> Numbers.plain(row.readUnits()))
        .findFirst()
        .orElse("–");
  }

  Section ceiling() {
    List<Series> series =
        List.of(
            theory(
                "scan, one partition: 3,000 units/s",
                1,
                own(Strategy.SCAN, StrategyRow::partitionCeiling)),
            theory(
                "scan, table's quota: 40,000 units/s",
                4,
                own(Strategy.SCAN, StrategyRow::tableCeiling)),
            theory(
                "query, one room's partition",
                0,
                own(tuning.assumptions().query(), StrategyRow::partitionCeiling)),
            theory(
                "query, all rooms, table's quota",
                3,
                own(tuning.assumptions().query(), StrategyRow::tableCeiling)),
            new Series(
                "what you ask for",
                Mark.RING,
                0,
                List.of(Point.of(tuning.inputs().connections(), tuning.inputs().broadcasts()))));
    return new Section(
        "ceiling",
        "The most broadcasts a second",
        Origin.COMPUTED,
        "Your %s and items of %s B. How many partitions a table has AWS does not say: one and enough are the bounds. Other reads of the table are left out. A ring above a line asks for more than that gives."
            .formatted(
                tuning.rooms().isAlike()
                    ? "rooms of " + Numbers.whole(tuning.inputs().room())
                    : "rooms, of which one partition's line is the largest,",
                Numbers.whole(tuning.inputs().itemBytes())),
        new LineChart("ceiling", "Broadcasts a second", X, "broadcasts a second", series).draw(),
        ceilingTable());
  }

  private Table ceilingTable() {
    return new Table(
        List.of("strategy", "read units", "one partition, a second", "table's quota, a second"),
        tuning.strategies().stream()
            .map(
                row ->
                    List.of(
                        row.strategy().word(),
                        Numbers.plain(row.units()),
                        Numbers.plain(row.partitionCeiling()),
                        Numbers.plain(row.tableCeiling())))
            .toList());
  }

  private Function<Integer, Double> own(Strategy strategy, ToDoubleFunction<StrategyRow> what) {
    TuningInputs inputs = tuning.inputs();
    return size ->
        what.applyAsDouble(
            RoomMix.row(
                strategy,
                inputs.with(size, Math.min(inputs.room(), size)),
                tuning.rooms(),
                tuning.assumptions(),
                tuning.prices()));
  }

  private static Series theory(String name, int style, Function<Integer, Double> of) {
    return new Series(
        name,
        Mark.LINE,
        style,
        BreakEven.SIZES.stream().map(size -> Point.of(size, of.apply(size))).toList());
  }

  private static Series theory(String name, Strategy lookup, ToDoubleFunction<TuningInputs> of) {
    return theory(
        name,
        LOOKUPS.indexOf(lookup),
        size -> of.applyAsDouble(TuningInputs.REFERENCE.with(size, 100)));
  }

  private Reading reading(Strategy strategy, TuningInputs inputs) {
    // The benchmark's table, whatever index the user's has.
    return Reading.of(strategy, inputs, tuning.assumptions().withEntryBytes(Reading.ENTRY_BYTES));
  }

  private List<Series> measured(List<LookupResult> rows, Function<LookupResult, Point> point) {
    return LOOKUPS.stream()
        .map(
            lookup ->
                new Series(
                    lookup.word(),
                    Mark.POINTS,
                    LOOKUPS.indexOf(lookup),
                    rows.stream()
                        .filter(row -> row.row().lookup().equals(lookup.word()))
                        .map(point)
                        .toList()))
        .filter(one -> !one.points().isEmpty())
        .toList();
  }

  /** Those that differ from the reference point in nothing but the size of the table. */
  private List<LookupResult> atReference() {
    return tuning.lookups().stream()
        .filter(row -> isAtReference(row.row().table()))
        .sorted(
            Comparator.<LookupResult, String>comparing(row -> row.row().lookup())
                .thenComparing(row -> row.row().table().connections()))
        .toList();
  }

  private static boolean isAtReference(TableShape table) {
    TableShape reference = TableShape.REFERENCE;
    return table.room() == reference.room()
        && table.itemBytes() == reference.itemBytes()
        && table.projection() == reference.projection();
  }
}
