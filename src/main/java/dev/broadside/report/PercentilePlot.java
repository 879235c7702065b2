package dev.broadside.report;

import dev.broadside.scenario.Slo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * Latency by percentile of deliveries and of last receivers, as one SVG. Colours are classes of the
 * page's style sheet, so that dark mode and print reach them; lines differ by dash and lightness
 * too.
 */
final class PercentilePlot {

  /** A size to be drawn at, since text in a scaled drawing is too small on a phone. */
  enum Frame {
    WIDE(860, 420),
    NARROW(360, 360);

    private final double width;
    private final double height;

    Frame(double width, double height) {
      this.width = width;
      this.height = height;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Shares of the audience beside its last receiver, by the style of their lines. */
  private static final Map<String, Integer> OTHERS =
      new TreeMap<>(Map.of("r0", 0, "r90", 90, "r99", 99));

  private static final double LEFT = 58;
  private static final double RIGHT = 22;
  private static final double TOP = 40;
  private static final double BOTTOM = 48;
  private static final double LINE_HEIGHT = 17;

  /** A limit up to so many times the largest latency stretches the axis. */
  private static final double NEAR = 1.6;

  private final RunReport report;
  private final Frame frame;
  private final Curve delivery;
  private final Curve last;
  private final Map<String, Curve> others = new LinkedHashMap<>();
  private final PercentileAxis percentiles;
  private final LatencyAxis latencies;

  private PercentilePlot(RunReport report, Frame frame) {
    this.report = report;
    this.frame = frame;
    delivery = Curve.of(report.delivery(), report.summary().deliveries().lost());
    last = Curve.of(report.last(), report.summary().broadcasts().incomplete());
    OTHERS.forEach((style, percent) -> others.put(style, curve(report.log(), percent)));
    List<Curve> drawn =
        Stream.concat(Stream.of(delivery, last), others.values().stream())
            .filter(c -> !c.isEmpty())
            .toList();
    percentiles =
        new PercentileAxis(
            Math.max(1.1, drawn.stream().mapToDouble(c -> c.nines(c.total())).max().orElse(0)));
    double max = drawn.stream().mapToDouble(Curve::max).max().orElse(1);
    latencies =
        LatencyAxis.over(
            drawn.stream().mapToDouble(Curve::min).min().orElse(1),
            drawn.stream().mapToDouble(Curve::median).min().orElse(1),
            limits()
                .mapToDouble(PercentilePlot::millis)
                .filter(limit -> limit < NEAR * max)
                .reduce(max, Math::max));
  }

  private static Curve curve(RunLog log, int percent) {
    return Curve.of(Ranks.sorted(log.broadcasts(), sent -> sent.reachedMillis(percent)));
  }

  /** Whether there is anything to draw. */
  static boolean isPossible(RunReport report) {
    return report.delivery().getTotalCount() > 0 || report.last().getTotalCount() > 0;
  }

  static Markup svg(RunReport report, Frame frame) {
    return new PercentilePlot(report, frame).svg();
  }

  /** Each limit in words, with where to find it. */
  static List<String> limits(RunReport report) {
    PercentilePlot plot = new PercentilePlot(report, Frame.WIDE);
    return plot.limits()
        .map(
            l ->
                "The SLO's %s %s ≤ %s is %s."
                    .formatted(
                        l.metric().word(),
                        l.statistic().word(),
                        Figures.duration(l.limit()),
                        plot.shows(l) ? "dotted" : "outside the plot"))
        .toList();
  }

  private Markup svg() {
    String id = "plot-" + frame.word();
    return Markup.of(
        """
        <svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">
        <title id="{}-title">Latency by percentile</title>
        <desc id="{}-desc">{}</desc>
        {}{}{}{}{}{}</svg>
        """,
        frame.word(),
        (int) frame.width,
        (int) frame.height,
        id,
        id,
        id,
        id,
        description(),
        axes(),
        others.entrySet().stream()
            .map(each -> line(each.getValue(), each.getKey(), supportedNines()))
            .toList(),
        line(delivery, "delivery", Double.MAX_VALUE),
        line(last, "last", supportedNines()),
        limitLines(),
        labels());
  }

  private String description() {
    List<String> parts = new ArrayList<>();
    if (!last.isEmpty()) {
      parts.add("last receiver from %s to %s".formatted(duration(last.min()), top(last)));
    }
    if (!delivery.isEmpty()) {
      parts.add("delivery from %s to %s".formatted(duration(delivery.min()), top(delivery)));
    }
    return String.join("; ", parts) + ". The latency table has the numbers.";
  }

  private static String top(Curve curve) {
    return curve.missing() > 0 ? "never" : duration(curve.max());
  }

  private static String duration(double millis) {
    return Figures.duration(millis);
  }

  private Markup axes() {
    List<Markup> parts = new ArrayList<>();
    for (double tick : latencies.ticks()) {
      parts.add(
          Markup.of(
              "<path class=\"grid\" d=\"M{} {}H{}\"/><text x=\"{}\" y=\"{}\" class=\"tick"
                  + " end\">{}</text>\n",
              px(LEFT),
              px(y(tick)),
              px(right()),
              px(LEFT - 8),
              px(y(tick) + 4),
              axisLabel(tick)));
    }
    parts.addAll(percentileTicks());
    parts.add(
        Markup.of(
            "<path class=\"axis\" d=\"M{} {}H{}\"/><text x=\"{}\" y=\"{}\" class=\"tick"
                + " end\">percentile →</text>\n",
            px(LEFT),
            px(bottom()),
            px(right()),
            px(right()),
            px(frame.height - 8)));
    return Markup.join(parts);
  }

  /** Where two labels would touch, the right one is left out. */
  private List<Markup> percentileTicks() {
    List<Markup> parts = new ArrayList<>();
    double free = 0;
    for (PercentileAxis.Tick tick : percentiles.ticks()) {
      double x = LEFT + tick.position() * (right() - LEFT);
      double half = width(tick.label()) / 2;
      double middle = Math.min(x, frame.width - half);
      parts.add(Markup.of("<path class=\"grid\" d=\"M{} {}V{}\"/>", px(x), px(TOP), px(bottom())));
      if (middle - half > free) {
        free = middle + half + 4;
        parts.add(
            Markup.of(
                "<text x=\"{}\" y=\"{}\" class=\"tick mid\">{}</text>\n",
                px(middle),
                px(bottom() + 18),
                tick.label()));
      }
    }
    return parts;
  }

  static String axisLabel(double millis) {
    return Figures.duration(millis).replaceFirst("(\\.\\d*?)0+ ", "$1 ").replace(". ", " ");
  }

  /** The line in full strength up to the percentile that its sample supports, faint beyond. */
  private Markup line(Curve curve, String name, double supported) {
    if (curve.isEmpty()) {
      return Markup.NONE;
    }
    double split = Math.min(x(supported), right());
    Markup strong = path(curve, name, x -> Math.min(x, split));
    Markup weak =
        split < x(curve.nines(curve.came()))
            ? path(curve, name + " weak", x -> Math.max(x, split))
            : Markup.NONE;
    return Markup.of(
        "{}{}{}", weak, strong, curve.missing() > 0 ? never(curve, name) : end(curve, name));
  }

  private Markup path(Curve curve, String style, DoubleUnaryOperator clip) {
    StringBuilder d = new StringBuilder();
    double drawnX = Double.NEGATIVE_INFINITY;
    double drawnY = Double.NEGATIVE_INFINITY;
    for (Curve.Step step : curve.steps()) {
      double from = clip.applyAsDouble(x(curve.nines(step.after())));
      double to = clip.applyAsDouble(x(curve.nines(step.upTo())));
      double y = y(step.millis());
      boolean visible = to > from && (to - drawnX >= 0.7 || drawnY - y >= 0.7);
      if (visible || d.isEmpty() && to > from) {
        d.append(d.isEmpty() ? "M" : "L").append(px(from)).append(' ').append(px(y));
        d.append('H').append(px(to));
        drawnX = to;
        drawnY = y;
      }
    }
    return Markup.of("<path class=\"line {}\" d=\"{}\"/>\n", style, d);
  }

  private Markup end(Curve curve, String name) {
    return Markup.of(
        "<circle class=\"dot {}\" cx=\"{}\" cy=\"{}\" r=\"3.5\"/>\n",
        name,
        px(x(curve.nines(curve.came()))),
        px(y(curve.max())));
  }

  /** Where the rest never came, the line leaves the plot. */
  private Markup never(Curve curve, String name) {
    double x = x(curve.nines(curve.came()));
    return Markup.of(
        "<path class=\"line {}\" d=\"M{} {}V{}\"/><path class=\"dot {}\" d=\"M{} {}l5 9h-10z\"/>\n",
        name,
        px(x),
        px(y(curve.max())),
        px(TOP - 4),
        name,
        px(x),
        px(TOP - 10));
  }

  /**
   * Each line's name at its end. A line only ever rises, so the room left of and above its end is
   * free of it; where both ends meet, the last receiver's name moves up.
   */
  private Markup labels() {
    List<Markup> parts = new ArrayList<>();
    double deliveryY = labelY(delivery);
    double lastY = labelY(last);
    String deliveryText = labelText("delivery", delivery);
    String lastText = labelText("last receiver", last);
    if (!delivery.isEmpty() && !last.isEmpty() && Math.abs(deliveryY - lastY) < LINE_HEIGHT) {
      double gap = labelX(delivery, deliveryText) - width(deliveryText) - labelX(last, lastText);
      if (gap < 8 && gap > -width(deliveryText) - width(lastText)) {
        lastY = deliveryY - LINE_HEIGHT;
      }
    }
    if (!delivery.isEmpty()) {
      parts.add(label("delivery", labelX(delivery, deliveryText), deliveryY, deliveryText));
    }
    if (!last.isEmpty()) {
      parts.add(label("last", labelX(last, lastText), lastY, lastText));
    }
    return Markup.join(parts);
  }

  private static Markup label(String name, double x, double y, String text) {
    return Markup.of(
        "<text class=\"label {}\" x=\"{}\" y=\"{}\">{}</text>\n", name, px(x), px(y), text);
  }

  private static String labelText(String name, Curve curve) {
    return curve.missing() > 0
        ? name + " ∞"
        : curve.isEmpty() ? name : name + " " + duration(curve.max());
  }

  private double labelX(Curve curve, String text) {
    return curve.isEmpty() ? 0 : Math.max(x(curve.nines(curve.came())) + 4, LEFT + width(text) + 6);
  }

  private double labelY(Curve curve) {
    return curve.isEmpty() ? 0 : (curve.missing() > 0 ? TOP - 14 : y(curve.max()) - 10);
  }

  /** Of a label, about. */
  private static double width(String text) {
    return text.length() * 8.0;
  }

  private Markup limitLines() {
    return Markup.join(limits().filter(this::shows).map(this::limitLine).toList());
  }

  /** From the left to the percentile that is limited; the caption says the rest. */
  private Markup limitLine(Slo.Limit limit) {
    double x = Math.min(x(nines(limit.statistic())), right());
    double y = y(millis(limit));
    return Markup.of(
        "<path class=\"limit\" d=\"M{} {}H{}m0 -5v10\"/><text class=\"limit-label\" x=\"{}\""
            + " y=\"{}\">{}</text>\n",
        px(LEFT),
        px(y),
        px(x),
        px(LEFT + 4),
        px(y - 5),
        frame == Frame.WIDE ? "SLO " + limit.metric().word() : "SLO");
  }

  private Stream<Slo.Limit> limits() {
    return report.limits().stream()
        .filter(l -> l.metric() == Slo.Metric.LAST || l.metric() == Slo.Metric.DELIVERY);
  }

  private boolean shows(Slo.Limit limit) {
    return millis(limit) >= latencies.low() && millis(limit) <= latencies.high();
  }

  private static double millis(Slo.Limit limit) {
    return limit.limit().toNanos() / 1e6;
  }

  private static double nines(Slo.Statistic statistic) {
    return switch (statistic) {
      case P50 -> PercentileAxis.nines(0.5);
      case P90 -> 1;
      case P95 -> PercentileAxis.nines(0.95);
      case P99 -> 2;
      case P999 -> 3;
      case MAX -> Double.MAX_VALUE;
    };
  }

  private double supportedNines() {
    return Support.of(report.summary())
        .highest()
        .map(level -> PercentileAxis.nines(level.share()))
        .orElse(0.0);
  }

  private double x(double nines) {
    return LEFT + percentiles.position(nines) * (right() - LEFT);
  }

  private double y(double millis) {
    return bottom() - latencies.position(millis) * (bottom() - TOP);
  }

  private double right() {
    return frame.width - RIGHT;
  }

  private double bottom() {
    return frame.height - BOTTOM;
  }

  private static String px(double pixels) {
    return Figures.coordinate(pixels);
  }
}
