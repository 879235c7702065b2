package dev.broadside.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The seconds of a run that goes on, as {@link TimelineChart} draws them. Unlike in a report, a
 * broadcast counts in the second in which its books were settled: when it was due is known then
 * too, but that second is drawn already.
 */
final class LiveTimeline {
  private static final int ROWS = 60;
  private static final List<String> HEADS =
      List.of(
          "until",
          "phase",
          "open",
          "came back",
          "published/s",
          "delivered/s",
          "last p50",
          "last p99",
          "incomplete");

  private final List<TimelineBin> bins = new ArrayList<>();
  private final List<RunLog.Mark> marks = new ArrayList<>();

  LiveTimeline(LiveView view) {
    List<LiveMoment> moments = view.moments();
    if (moments.isEmpty()) {
      return;
    }
    double zero =
        Double.isFinite(view.zeroMillis()) ? view.zeroMillis() : moments.getLast().atMillis();
    for (int i = 1; i < moments.size(); i++) {
      LiveMoment moment = moments.get(i);
      bins.add(bin(moments.get(i - 1), moment, zero));
      moment.marks().forEach(m -> marks.add(new RunLog.Mark(moment.atMillis() - zero, m)));
    }
  }

  private static TimelineBin bin(LiveMoment before, LiveMoment now, double zero) {
    double seconds = Math.max(1e-3, (now.atMillis() - before.atMillis()) / 1e3);
    return new TimelineBin(
        (before.atMillis() - zero) / 1e3,
        (now.atMillis() - zero) / 1e3,
        now.phase(),
        now.open(),
        Math.max(0, now.rejoined() - before.rejoined()),
        Math.max(0, now.published() - before.published()) / seconds,
        Math.max(0, now.delivered() - before.delivered()) / seconds,
        now.lastP50Millis(),
        now.lastP99Millis(),
        now.incomplete());
  }

  /** The chart in both sizes. */
  Markup chart() {
    if (bins.isEmpty()) {
      return Markup.of("<p class=\"nothing\">Nothing is counted yet.</p>");
    }
    return Markup.of(
        "{}{}",
        new TimelineChart(bins, marks, TimelineChart.Frame.WIDE).svg(),
        new TimelineChart(bins, marks, TimelineChart.Frame.NARROW).svg());
  }

  /** What the letters above the chart mean. */
  List<Markup> marks() {
    List<Markup> items = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      items.add(
          Markup.of(
              "<li dir=\"auto\"><b>{}</b> at {} s: {}</li>",
              TimelineChart.letter(i),
              Figures.plain(Math.rint(marks.get(i).atMillis() / 100) / 10),
              marks.get(i).what()));
    }
    return items;
  }

  static List<String> heads() {
    return HEADS;
  }

  /** The latest minute in numbers, the newest first. */
  List<Markup> rows() {
    return bins.reversed().stream().limit(ROWS).map(LiveTimeline::row).toList();
  }

  private static Markup row(TimelineBin bin) {
    return Markup.of(
        "<tr><th scope=\"row\">{} s</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        Figures.plain(Math.rint(bin.to() * 10) / 10),
        bin.phase(),
        Figures.count(bin.open()),
        Figures.count(bin.rejoined()),
        Figures.plain(bin.publishedPerSecond()),
        Figures.plain(bin.deliveredPerSecond()),
        Figures.duration(bin.lastP50Millis()),
        Figures.duration(bin.lastP99Millis()),
        Figures.count(bin.incomplete()));
  }
}
