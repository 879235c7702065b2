package dev.broadside.tune;

import dev.broadside.aws.BroadcastModel;
import dev.broadside.aws.Profile.Service;
import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.stub.PostDelay;
import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import dev.broadside.tune.LineChart.Mark;
import dev.broadside.tune.LineChart.Point;
import dev.broadside.tune.LineChart.Series;
import dev.broadside.tune.ReachChart.Reach;
import dev.broadside.tune.Section.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Posting: how many in flight, what a post takes its sender, and when the last receiver has it. */
record PostSections(Tuning tuning) {
  private static final List<Strategy> SERIAL = List.of(Strategy.SCAN, Strategy.QUERY);

  Section inFlight() {
    FanoutLaw law = tuning.law();
    List<FanoutResult> rows = atReference();
    String own = "a post takes its sender %s µs".formatted(Numbers.plain(law.ownMicros()));
    return new Section(
        "in-flight",
        "Fanout time against posts in flight",
        rows.isEmpty() ? Origin.MODELLED : Origin.MODELLED_AND_MEASURED,
        String.format(
            Locale.ROOT,
            "%,d receivers, a round trip of %s ms; %s (%s). At the knee that equals the law: beyond, any number in flight at most halves the time.%s",
            law.receivers(),
            Numbers.plain(law.rttMillis()),
            own,
            tuning.assumptions().ownSource(),
            rows.isEmpty()
                ? " No fanout was measured: run the same command without --no-measure."
                : " Points: a stub of @connections on this machine, with 99% intervals."),
        new LineChart("flight", "Fanout time", "posts in flight", "milliseconds", series(law, rows))
            .draw(),
        lawTable(law, rows));
  }

  private static List<Series> series(FanoutLaw law, List<FanoutResult> rows) {
    List<Series> series = new ArrayList<>();
    series.add(curve("the law: rounds × round trip", 0, law, false));
    series.add(
        curve(
            "and the sender's %s µs a post".formatted(Numbers.plain(law.ownMicros())),
            1,
            law,
            true));
    for (int i = 0; i < FanoutRow.PARALLEL.size(); i++) {
      String fanout = FanoutRow.PARALLEL.get(i);
      List<Point> points =
          rows.stream()
              .filter(row -> row.row().fanout().equals(fanout))
              .map(PostSections::point)
              .toList();
      if (!points.isEmpty()) {
        series.add(new Series(fanout + ", measured", Mark.POINTS, i + 1, points));
      }
    }
    series.add(
        new Series(
            "the knee: %d in flight".formatted(law.knee()),
            Mark.RING,
            0,
            List.of(Point.of(law.knee(), law.withOwnMillis(law.knee())))));
    return series;
  }

  private static Table lawTable(FanoutLaw law, List<FanoutResult> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (int limit : law.limits()) {
      lines.add(
          List.of(
              "modelled",
              Numbers.whole(limit),
              Numbers.plain(law.withOwnMillis(limit)),
              Numbers.plain(law.lawMillis(limit))));
    }
    for (FanoutResult row : rows) {
      lines.add(
          List.of(
              row.row().fanout() + ", measured",
              Numbers.whole(row.row().inFlight()),
              Numbers.plain(row.millis().mean()),
              Numbers.plain(row.lawMillis())));
    }
    return new Table(List.of("fanout", "in flight", "ms", "law, ms"), lines);
  }

  private static Series curve(String name, int style, FanoutLaw law, boolean own) {
    return new Series(
        name,
        Mark.LINE,
        style,
        Arrays.stream(law.limits())
            .mapToObj(
                limit -> Point.of(limit, own ? law.withOwnMillis(limit) : law.lawMillis(limit)))
            .toList());
  }

  private static Point point(FanoutResult row) {
    return new Point(
        row.row().inFlight(), row.millis().mean(), row.millis().low(), row.millis().high());
  }

  /** Those that differ from the reference point in nothing but fanout and posts in flight. */
  private List<FanoutResult> atReference() {
    return tuning.fanouts().stream()
        .filter(
            row -> {
              FanoutRow at = row.row();
              return FanoutRow.PARALLEL.contains(at.fanout())
                  && at.equals(
                      new FanoutRow(
                          at.fanout(),
                          tuning.law().receivers(),
                          at.inFlight(),
                          PostDelay.FIFTEEN,
                          0,
                          0));
            })
        .sorted(
            Comparator.<FanoutResult, String>comparing(row -> row.row().fanout())
                .thenComparing(row -> row.row().inFlight()))
        .toList();
  }

  Section own() {
    List<List<String>> lines =
        tuning.fanouts().stream()
            .filter(row -> row.row().equals(FanoutRow.reference(row.row().fanout())))
            .map(
                row ->
                    List.of(
                        row.row().fanout(),
                        "%s (%s to %s)"
                            .formatted(
                                Numbers.plain(row.ownMicros().mean()),
                                Numbers.plain(row.ownMicros().low()),
                                Numbers.plain(row.ownMicros().high())),
                        Numbers.plain(row.cpuMicros().mean()),
                        Numbers.plain(row.allocatedPerPost())))
            .toList();
    return new Section(
        "own",
        "What a post takes its sender",
        lines.isEmpty() ? Origin.MISSING : Origin.MEASURED,
        lines.isEmpty()
            ? "No fanout was measured: run the same command without --no-measure."
            : "64 in flight, 15 ms, this machine: the time above the law with its 99% interval, processor time and bytes allocated, each for one post.",
        Markup.NONE,
        new Table(List.of("fanout", "own µs", "processor µs", "bytes"), lines));
  }

  Section reach() {
    List<Reach> reaches = new ArrayList<>();
    SERIAL.forEach(strategy -> reaches.add(serial(strategy)));
    for (StrategyRow row : tuning.strategies()) {
      reaches.add(new Reach(row.strategy().word(), row.firstMillis(), row.lastMillis()));
    }
    Assumptions assumptions = tuning.assumptions();
    return new Section(
        "reach",
        "First and last receiver",
        Origin.MODELLED,
        "Your room of %s, profile %s: invoke, pages, posts %d at a time (serial: one), and the account's bucket. Nothing of it was measured on AWS; the parameters are at the end of the page."
            .formatted(
                Numbers.whole(lateRoom()), assumptions.profile().name(), assumptions.inFlight()),
        new ReachChart(reaches).draw(),
        new Table(
            List.of("strategy", "first receiver", "last receiver"),
            reaches.stream()
                .map(
                    reach ->
                        List.of(
                            reach.name(),
                            Figures.duration(reach.firstMillis()),
                            Figures.duration(reach.lastMillis())))
                .toList()));
  }

  private int lateRoom() {
    return Math.min(RoomMix.lateRoom(tuning.rooms()), tuning.inputs().connections());
  }

  private Reach serial(Strategy strategy) {
    Assumptions assumptions = tuning.assumptions();
    Reading reading = Reading.of(strategy, RoomMix.sized(tuning.inputs(), lateRoom()), assumptions);
    BroadcastModel.Parts parts =
        assumptions
            .model(1)
            .of(
                new BroadcastModel.Broadcast(
                    lateRoom(), 0, reading.inTurn(), reading.bytesInTurn()));
    return new Reach(
        strategy.word() + ", serial",
        parts.invokeMillis()
            + parts.firstPageMillis()
            + assumptions.profile().latency(Service.POST).meanMillis(),
        parts.lastMillis());
  }
}
