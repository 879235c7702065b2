package dev.broadside.tune;

import dev.broadside.aws.Prices;
import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import dev.broadside.tune.Section.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Dollars: where an index begins to pay, what a million broadcasts cost, and other ways. */
record CostSections(Tuning tuning) {
  /*
   * US dollars an hour for a unit that is held in us-east-1, Standard class. aws.amazon.com/
   * dynamodb/pricing/provisioned is drawn by scripts in the browser; these two are in common use
   * and UNCONFIRMED, as the page says. --prices has no entry for them.
   */
  private static final double READ_HOUR = 0.00013;
  private static final double WRITE_HOUR = 0.00065;
  private static final double HOUR_SECONDS = 3_600;

  Section map() {
    TuningInputs inputs = tuning.inputs();
    return new Section(
        "map",
        "Scan over Query, in money",
        Origin.COMPUTED,
        "What a Scan's reads cost over what %s cost, items of %s B, at %s to %s a second. Above 1× a Query is cheaper. The connection table's own writes are left out: both need them."
            .formatted(
                tuning.assumptions().keyedByRoom()
                    ? "a Query's reads of the table, which is keyed by room,"
                    : "a Query's reads and the index's writes",
                Numbers.whole(inputs.itemBytes()),
                Numbers.counted(inputs.joins(), "join"),
                Numbers.counted(inputs.broadcasts(), "broadcast")),
        new HeatChart(tuning).draw(),
        new Table(
            List.of("room", "table", "scan over query"),
            BreakEven.cells(inputs, tuning.assumptions(), tuning.prices()).stream()
                .map(
                    cell ->
                        List.of(
                            Numbers.whole(cell.room()),
                            Numbers.whole(cell.connections()),
                            Numbers.plain(cell.scanOverQuery())))
                .toList()));
  }

  Section stack() {
    Prices prices = tuning.prices();
    return new Section(
        "cost",
        "A million broadcasts, in dollars",
        Origin.MODELLED,
        "Prices %s of %s, on demand, first tier, no free tier. Lambda's time is modelled (%d MB, arm64); every join leaves once; minutes are of all connections while a million broadcasts are made. The connection table's own writes are the same for all and left out."
            .formatted(prices.name(), prices.asOf(), tuning.assumptions().memoryMb()),
        new CostStack(tuning).draw(),
        new Table(
            List.of(
                "strategy",
                "reads",
                "index writes",
                "Lambda",
                "messages",
                "minutes",
                "queue",
                "total"),
            tuning.strategies().stream().map(row -> cells(row)).toList()));
  }

  private static List<String> cells(StrategyRow row) {
    Dollars dollars = row.dollars();
    return List.of(
        row.strategy().word(),
        Numbers.usd(dollars.reads()),
        Numbers.usd(dollars.indexWrites()),
        Numbers.usd(dollars.lambda()),
        Numbers.usd(dollars.messages()),
        Numbers.usd(dollars.minutes()),
        Numbers.usd(dollars.queue()),
        Numbers.usd(dollars.total()));
  }

  Section matrix() {
    Assumptions assumptions = tuning.assumptions();
    List<List<String>> lines = new ArrayList<>();
    for (StrategyRow row : tuning.strategies()) {
      lines.add(
          List.of(
              row.strategy().word(),
              row.strategy().isMeasured() ? "benchmarked" : "modelled only",
              Numbers.plain(row.units()),
              Numbers.plain(row.partitionCeiling()),
              Figures.duration(row.lastMillis()),
              Numbers.usd(row.dollars().total()),
              row.strategy().about()));
    }
    return new Section(
        "matrix",
        "All strategies",
        Origin.MODELLED,
        String.format(
            Locale.ROOT,
            "Sharded: %d shards of a room's key. Cached: for %s s, where one function has the list; each further instance reads its own. Queue: messages for %d receivers each, a function for each message.",
            assumptions.shards(),
            Numbers.plain(assumptions.cachedSeconds()),
            assumptions.chunk()),
        Markup.NONE,
        new Table(
            List.of(
                "strategy",
                "handler",
                "read units",
                "most a second, one partition",
                "last receiver",
                "$ a million",
                "what it is for"),
            lines));
  }

  /**
   * A unit held for an hour can be used 3,600 times, so that holding it costs as much as asking for
   * it when {@code hour / (3600 x request)} of it are used.
   */
  Section provisioned() {
    Prices.DynamoDb prices = tuning.prices().dynamoDb();
    TuningInputs inputs = tuning.inputs();
    List<List<String>> lines = new ArrayList<>();
    for (Strategy strategy : CostStack.LOOKUPS) {
      Reading reading = Reading.of(strategy, inputs, tuning.assumptions());
      double reads = tuning.row(strategy).units() * inputs.broadcasts();
      double writes = reading.joinUnits() * inputs.joins();
      lines.add(
          List.of(
              strategy.word(),
              Numbers.plain(reads),
              Numbers.plain(writes),
              Numbers.usd(HOUR_SECONDS * (reads * prices.readUnit() + writes * prices.writeUnit())),
              Numbers.usd(Math.ceil(reads) * READ_HOUR + Math.ceil(writes) * WRITE_HOUR)));
    }
    return new Section(
        "provisioned",
        "On demand or provisioned",
        Origin.MODELLED,
        "Provisioned units cost less where more than %s%% of the reads and %s%% of the writes that are held are used, hour after hour. $%s and $%s an hour for a unit, us-east-1, are UNCONFIRMED and in no price list; the last column holds exactly the average, which no table with bursts can."
            .formatted(
                share(READ_HOUR, prices.readUnit()),
                share(WRITE_HOUR, prices.writeUnit()),
                Numbers.plain(READ_HOUR),
                Numbers.plain(WRITE_HOUR)),
        Markup.NONE,
        new Table(
            List.of(
                "lookup",
                "read units/s",
                "index write units/s",
                "on demand, $/h",
                "held, $/h at best"),
            lines));
  }

  private static String share(double hour, double request) {
    return Numbers.plain(Math.round(100 * hour / (HOUR_SECONDS * request)));
  }
}
