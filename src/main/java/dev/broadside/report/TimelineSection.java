package dev.broadside.report;

import java.util.ArrayList;
import java.util.List;

/** What happened when: the seconds of a run, faults and reconnects among them. */
final class TimelineSection {
  private final RunReport report;
  private final List<TimelineBin> bins;
  private final List<RunLog.Mark> marks;

  private TimelineSection(RunReport report) {
    this.report = report;
    double zero = zeroMillis(report);
    this.bins = TimelineBin.of(report.log(), zero);
    this.marks =
        report.log().marks().stream()
            .map(mark -> new RunLog.Mark(mark.atMillis() - zero, mark.what()))
            .toList();
  }

  /** The section; nothing where the run wrote no timeline. */
  static Markup of(RunReport report) {
    return report.log().moments().size() < 2 ? Markup.NONE : new TimelineSection(report).section();
  }

  /** When the measured window began; the first moment of it where the run does not say. */
  private static double zeroMillis(RunReport report) {
    var environment = report.summary().environment();
    if (environment.get("measuredFromEpochMicros") instanceof Number from
        && environment.get("anchorEpochMicros") instanceof Number anchor) {
      return (from.longValue() - anchor.longValue()) / 1e3;
    }
    return report.log().moments().stream()
        .filter(moment -> moment.phase().equals("measuring"))
        .mapToDouble(RunLog.Moment::atMillis)
        .findFirst()
        .orElse(report.log().moments().getFirst().atMillis());
  }

  private Markup section() {
    return Markup.of(
        """
        <section aria-labelledby="timeline-head">
        <h2 id="timeline-head">What happened when</h2>
        <figure>
        {}{}<figcaption>{}</figcaption>
        </figure>
        {}{}</section>
        """,
        new TimelineChart(bins, marks, TimelineChart.Frame.WIDE).svg(),
        new TimelineChart(bins, marks, TimelineChart.Frame.NARROW).svg(),
        caption(),
        markList(),
        Details.of("timeline", "Numbers of the timeline", HEADS, rows()));
  }

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

  private List<List<String>> rows() {
    return bins.stream()
        .map(
            bin ->
                List.of(
                    Figures.plain(Math.rint(bin.to() * 10) / 10) + " s",
                    bin.phase(),
                    Figures.count(bin.open()),
                    Figures.count(bin.rejoined()),
                    Figures.plain(bin.publishedPerSecond()),
                    Figures.plain(bin.deliveredPerSecond()),
                    latency(bin.lastP50Millis()),
                    latency(bin.lastP99Millis()),
                    Figures.count(bin.incomplete())))
        .toList();
  }

  private static String latency(double millis) {
    return Figures.duration(millis);
  }

  private String caption() {
    List<String> sentences = new ArrayList<>();
    double seconds = (bins.getLast().to() - bins.getFirst().from()) / bins.size();
    sentences.add(
        "Second 0 is the first measured broadcast; shaded is what came before, connecting and"
            + " warm-up. Each step is about %s\u00a0s."
                .formatted(Figures.plain(Math.rint(seconds))));
    if (report.log().broadcasts().isEmpty()) {
      sentences.add("When each broadcast was complete is not in this folder.");
    } else {
      sentences.add(
          "A broadcast counts in the second in which it was due; the line is p50 of the last"
              + " receiver, the bar above it ends at p99.");
    }
    if (bins.stream().anyMatch(bin -> bin.incomplete() > 0)) {
      sentences.add("A triangle at the top: somebody missed a broadcast of that second.");
    }
    if (bins.stream().anyMatch(bin -> bin.rejoined() > 0)) {
      sentences.add("A tick under the connections: somebody came back in that second.");
    }
    return String.join(" ", sentences);
  }

  private Markup markList() {
    if (marks.isEmpty()) {
      return Markup.NONE;
    }
    List<Markup> items = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      items.add(
          Markup.of(
              "<li dir=\"auto\"><b>{}</b> at {} s: {}</li>\n",
              TimelineChart.letter(i),
              Figures.plain(Math.rint(marks.get(i).atMillis() / 100) / 10),
              marks.get(i).what()));
    }
    return Markup.of("<ul class=\"marks\" aria-label=\"Marks\">\n{}</ul>\n", items);
  }
}
