package dev.broadside.report;

import static dev.broadside.report.Panel.px;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** A run's seconds as four small panels over one axis of time, with marks through all of them. */
final class TimelineChart {
  private static final double LEFT = 64;
  private static final double RIGHT = 14;
  private static final double HEAD = 30;
  private static final double FOOT = 42;
  private static final double GAP = 32;

  private final List<TimelineBin> bins;
  private final List<RunLog.Mark> marks;
  private final Frame frame;
  private final double from;
  private final double to;

  /** A size to be drawn at. */
  enum Frame {
    WIDE(860, 78, 10, "wide"),
    NARROW(360, 66, 4, "narrow");

    private final double width;
    private final double panel;
    private final int ticks;
    private final String word;

    Frame(double width, double panel, int ticks, String word) {
      this.width = width;
      this.panel = panel;
      this.ticks = ticks;
      this.word = word;
    }
  }

  /**
   * A chart.
   *
   * @param marks in milliseconds from the beginning of the measured window
   */
  TimelineChart(List<TimelineBin> bins, List<RunLog.Mark> marks, Frame frame) {
    this.bins = bins;
    this.marks = marks;
    this.frame = frame;
    this.from = bins.getFirst().from();
    this.to = bins.getLast().to();
  }

  Markup svg() {
    double height = HEAD + 4 * frame.panel + 3 * GAP + FOOT;
    String id = "timeline-" + frame.word;
    return Markup.of(
        """
        <svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title">
        <title id="{}-title">What happened when: connections, broadcasts and deliveries by the second. The table below has the numbers.</title>
        {}{}{}{}{}{}</svg>
        """,
        frame.word,
        (int) frame.width,
        (int) height,
        id,
        id,
        warmup(height),
        counts(0, "open connections", "open", TimelineBin::open),
        counts(1, "published per second", "published", TimelineBin::publishedPerSecond),
        counts(2, "delivered per second", "delivered", TimelineBin::deliveredPerSecond),
        latencies(),
        marks(height));
  }

  private Panel panel(int number, Panel.Scale up) {
    double top = HEAD + number * (frame.panel + GAP);
    return new Panel(LEFT, top, frame.width - RIGHT, top + frame.panel, time(), up);
  }

  private Panel.Scale time() {
    return Panel.Scale.linear(from, to, frame.ticks, s -> Figures.plain(s) + " s");
  }

  private Markup head(Panel panel, String text) {
    return Markup.of(
        "<text class=\"head\" x=\"{}\" y=\"{}\">{}</text>\n", px(LEFT), px(panel.top() - 9), text);
  }

  private Markup counts(
      int number, String name, String style, ToDoubleFunction<TimelineBin> value) {
    double most = bins.stream().mapToDouble(value).max().orElse(0);
    Panel panel = panel(number, Panel.Scale.upTo(Math.max(1, most), 2, Figures::plain));
    StringBuilder d = new StringBuilder();
    for (TimelineBin bin : bins) {
      d.append(d.isEmpty() ? 'M' + px(panel.x(bin.from())) + ' ' : "V")
          .append(px(panel.y(value.applyAsDouble(bin))))
          .append('H')
          .append(px(panel.x(bin.to())));
    }
    String area = d + "V" + px(panel.bottom()) + "H" + px(panel.left()) + "Z";
    return Markup.of(
        "{}{}{}<path class=\"area {}\" d=\"{}\"/><path class=\"line thin {}\" d=\"{}\"/>\n",
        head(panel, name),
        panel.columns(false),
        panel.rows(),
        style,
        area,
        style,
        d);
  }

  private Markup latencies() {
    double[] finite =
        bins.stream()
            .flatMapToDouble(bin -> DoubleStream.of(bin.lastP50Millis(), bin.lastP99Millis()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    LatencyAxis axis =
        finite.length == 0
            ? LatencyAxis.over(0, 1, 1)
            : LatencyAxis.over(finite[0], Ranks.at(finite, 0.5), finite[finite.length - 1]);
    Panel panel = panel(3, Panel.Scale.of(axis, 4));
    return Markup.of(
        "{}{}{}{}{}{}{}",
        head(panel, "last receiver: p50 and p99"),
        panel.columns(true),
        panel.rows(),
        bins.stream().map(bin -> bar(panel, bin)).toList(),
        median(panel),
        bins.stream().filter(b -> b.incomplete() > 0).map(bin -> never(panel, bin)).toList(),
        Markup.of(
            "<text class=\"end\" x=\"{}\" y=\"{}\">time in the measured window →</text>\n",
            px(panel.right()),
            px(panel.bottom() + 36)));
  }

  private static Markup bar(Panel panel, TimelineBin bin) {
    if (!Double.isFinite(bin.lastP99Millis())) {
      return Markup.NONE;
    }
    return Markup.of(
        "<path class=\"reach\" d=\"M{} {}V{}\"/>",
        px(panel.x(middle(bin))),
        px(panel.y(bin.lastP50Millis())),
        px(panel.y(bin.lastP99Millis()) - 1));
  }

  /** Broken off where nothing was due. */
  private Markup median(Panel panel) {
    StringBuilder d = new StringBuilder();
    boolean pen = false;
    for (TimelineBin bin : bins) {
      boolean known = Double.isFinite(bin.lastP50Millis());
      if (known) {
        d.append(pen ? 'L' : 'M')
            .append(px(panel.x(middle(bin))))
            .append(' ')
            .append(px(panel.y(bin.lastP50Millis())));
        if (!pen) {
          d.append("h0.1");
        }
      }
      pen = known;
    }
    return d.isEmpty() ? Markup.NONE : Markup.of("<path class=\"line last\" d=\"{}\"/>\n", d);
  }

  private static Markup never(Panel panel, TimelineBin bin) {
    return Markup.of(
        "<path class=\"lost\" d=\"M{} {}l4 7h-8z\"/>",
        px(panel.x(middle(bin))),
        px(panel.top() - 3));
  }

  private static double middle(TimelineBin bin) {
    return (bin.from() + bin.to()) / 2;
  }

  private Markup warmup(double height) {
    double until = Math.min(Math.max(0, from), to);
    if (from >= 0) {
      return Markup.NONE;
    }
    Panel all = panel(0, Panel.Scale.linear(0, 1, 1, Figures::plain));
    return Markup.of(
        "<path class=\"before\" d=\"M{} {}H{}V{}H{}Z\"/>\n",
        px(LEFT),
        px(HEAD),
        px(all.x(until)),
        px(height - FOOT),
        px(LEFT));
  }

  /** A line with a letter for each mark, a tick for each second in which somebody came back. */
  private Markup marks(double height) {
    Panel all = panel(0, Panel.Scale.linear(0, 1, 1, Figures::plain));
    List<Markup> parts = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      String x = px(all.x(marks.get(i).atMillis() / 1e3));
      parts.add(
          Markup.of(
              "<path class=\"fault\" d=\"M{} {}V{}\"/><text class=\"fault-label mid\" x=\"{}\""
                  + " y=\"{}\">{}</text>\n",
              x,
              px(HEAD - 14),
              px(height - FOOT),
              x,
              px(11),
              letter(i)));
    }
    for (TimelineBin bin : bins) {
      if (bin.rejoined() > 0) {
        parts.add(
            Markup.of(
                "<path class=\"back\" d=\"M{} {}v6\"/>",
                px(all.x(middle(bin))),
                px(all.bottom() + 2)));
      }
    }
    return Markup.join(parts);
  }

  /** A, B, …, Z, A1, … */
  static String letter(int number) {
    return (char) ('A' + number % 26) + (number < 26 ? "" : "" + number / 26);
  }
}
