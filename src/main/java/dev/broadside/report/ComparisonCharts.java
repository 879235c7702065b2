package dev.broadside.report;

import static dev.broadside.report.Panel.px;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Drawings of several runs on the same axes. Runs differ by dash, by colour and by their letter.
 */
final class ComparisonCharts {
  /** As many as there are dashes that the eye can tell apart. */
  private static final int STYLES = 5;

  private final Comparison comparison;
  private final List<Curve> lasts;

  ComparisonCharts(Comparison comparison) {
    this.comparison = comparison;
    this.lasts = comparison.runs().stream().map(run -> last(run.report())).toList();
  }

  private static Curve last(RunReport report) {
    return report.log().broadcasts().isEmpty()
        ? Curve.of(report.last(), report.summary().broadcasts().incomplete())
        : Curve.of(Ranks.sorted(report.log().broadcasts(), Sent::lastMillis));
  }

  static String style(int run) {
    return "s" + run % STYLES;
  }

  boolean isPossible() {
    return lasts.stream().anyMatch(curve -> !curve.isEmpty());
  }

  /** The last receiver by percentile, all runs in one. */
  Markup overlay(String word, double width, double height) {
    Panel panel = panel(width, height, 64);
    List<Markup> lines = new ArrayList<>();
    for (int i = 0; i < lasts.size(); i++) {
      lines.add(line(panel, lasts.get(i), i));
    }
    return svg(
        "overlay-" + word,
        word,
        "Last receiver by percentile, one line for each run. The table of differences has the"
            + " numbers.",
        Markup.join(lines),
        panel);
  }

  /** One run alone, on the axes that all have. */
  Markup single(int run) {
    Panel panel = panel(340, 210, 64);
    return svg(
        "single-" + run,
        "small",
        "Last receiver of run %s by percentile".formatted(comparison.runs().get(run).letter()),
        line(panel, lasts.get(run), run),
        panel);
  }

  private static Markup svg(String id, String style, String title, Markup content, Panel panel) {
    return Markup.of(
        """
        <svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}">
        <title id="{}">{}</title>
        {}{}{}<text class="end" x="{}" y="{}">percentile →</text>
        </svg>
        """,
        style,
        (int) (panel.right() + 20),
        (int) (panel.bottom() + 42),
        id,
        id,
        title,
        panel.columns(true),
        panel.rows(),
        content,
        px(panel.right()),
        px(panel.bottom() + 36));
  }

  private Panel panel(double width, double height, double left) {
    List<Curve> drawn = lasts.stream().filter(curve -> !curve.isEmpty()).toList();
    double nines = drawn.stream().mapToDouble(c -> c.nines(c.total())).max().orElse(1.1);
    LatencyAxis axis =
        LatencyAxis.over(
            drawn.stream().mapToDouble(Curve::min).min().orElse(1),
            drawn.stream().mapToDouble(Curve::median).min().orElse(1),
            drawn.stream().mapToDouble(Curve::max).max().orElse(1));
    return new Panel(
        left,
        22,
        width - 20,
        height - 42,
        new Percentiles(new PercentileAxis(Math.max(1.1, nines))),
        Panel.Scale.of(axis, 7));
  }

  private record Percentiles(PercentileAxis axis) implements Panel.Scale {
    @Override
    public double position(double nines) {
      return axis.position(nines);
    }

    @Override
    public List<Panel.Tick> ticks() {
      return axis.ticks().stream()
          .map(tick -> new Panel.Tick(tick.position() * axis.nines(), tick.label()))
          .toList();
    }
  }

  /** A line ends in its run's letter, at the top where the rest never came. */
  private Markup line(Panel panel, Curve curve, int run) {
    if (curve.isEmpty()) {
      return Markup.NONE;
    }
    StringBuilder d = new StringBuilder();
    double drawn = Double.NEGATIVE_INFINITY;
    for (Curve.Step step : curve.steps()) {
      double to = panel.x(curve.nines(step.upTo()));
      if (to - drawn >= 0.7 || step.upTo() == curve.came()) {
        d.append(d.isEmpty() ? 'M' : 'L')
            .append(px(panel.x(curve.nines(step.after()))))
            .append(' ')
            .append(px(panel.y(step.millis())))
            .append('H')
            .append(px(to));
        drawn = to;
      }
    }
    boolean never = curve.missing() > 0;
    if (never) {
      d.append('V').append(px(panel.top()));
    }
    double end = panel.x(curve.nines(curve.came()));
    return Markup.of(
        "<path class=\"line {}\" d=\"{}\"/><text class=\"label {} end\" x=\"{}\""
            + " y=\"{}\">{}{}</text>\n",
        style(run),
        d,
        style(run),
        px(end - 2),
        px((never ? panel.top() : panel.y(curve.max())) - 6),
        comparison.runs().get(run).letter(),
        never ? " ∞" : "");
  }

  /** Each difference with its interval, around 0. */
  Markup differences(String word, double width) {
    List<Comparison.Row> rows =
        comparison.rows().stream()
            .filter(row -> row.cells().stream().anyMatch(cell -> cell.more() != null))
            .toList();
    double each = 12 + 16.0 * (comparison.runs().size() - 1);
    boolean wide = word.equals("wide");
    double reach = reach(rows);
    Panel panel =
        new Panel(
            wide ? 170 : 130,
            22,
            width - 26,
            26 + rows.size() * each,
            Panel.Scale.linear(-reach, reach, wide ? 8 : 3, PercentilePlot::axisLabel),
            Panel.Scale.linear(0, 1, 1, value -> ""));
    List<Markup> parts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      parts.addAll(row(panel, rows.get(i), 26 + i * each));
    }
    return differences(word, panel, Markup.join(parts));
  }

  /** How far the intervals are from 0. */
  private static double reach(List<Comparison.Row> rows) {
    return rows.stream()
        .flatMap(row -> row.cells().stream())
        .map(Comparison.Cell::more)
        .flatMap(Stream::ofNullable)
        .mapToDouble(more -> Math.max(Math.abs(more.low()), Math.abs(more.high())))
        .max()
        .orElse(0);
  }

  private Markup differences(String word, Panel panel, Markup content) {
    String base = comparison.runs().getFirst().letter();
    return Markup.of(
        """
        <svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-labelledby="differences-{}">
        <title id="differences-{}">Differences to run {} with their intervals. The table below has the numbers.</title>
        {}<path class="axis" d="M{} {}V{}"/>{}<text class="end" x="{}" y="{}">slower than {} →</text>
        </svg>
        """,
        word,
        (int) (panel.right() + 26),
        (int) (panel.bottom() + 40),
        word,
        word,
        base,
        panel.columns(true),
        px(panel.x(0)),
        px(panel.top()),
        px(panel.bottom()),
        content,
        px(panel.right()),
        px(panel.bottom() + 34),
        base);
  }

  private List<Markup> row(Panel panel, Comparison.Row row, double top) {
    List<Markup> parts = new ArrayList<>();
    parts.add(
        Markup.of(
            "<text class=\"end\" x=\"{}\" y=\"{}\">{}</text>",
            px(panel.left() - 8),
            px(top + 14 + 8.0 * (row.cells().size() - 2)),
            row.name()));
    for (int i = 1; i < row.cells().size(); i++) {
      Bootstrap.Interval more = row.cells().get(i).more();
      double y = top + 10 + 16.0 * (i - 1);
      if (more != null) {
        double change = row.cells().get(i).millis() - row.cells().getFirst().millis();
        parts.add(
            Markup.of(
                "<path class=\"whisker {}\" d=\"M{} {}H{}m0 -4v8M{} {}v8\"/><circle class=\"dot"
                    + " {}{}\" cx=\"{}\" cy=\"{}\" r=\"4\"/><text class=\"letter {}\" x=\"{}\""
                    + " y=\"{}\">{}</text>\n",
                style(i),
                px(panel.x(more.low())),
                px(y),
                px(panel.x(more.high())),
                px(panel.x(more.low())),
                px(y - 4),
                style(i),
                more.excludesZero() ? "" : " hollow",
                px(panel.x(change)),
                px(y),
                style(i),
                px(panel.x(more.high()) + 5),
                px(y + 4),
                comparison.runs().get(i).letter()));
      }
    }
    return parts;
  }

  Markup key(int run) {
    return RankSection.key(style(run));
  }
}
