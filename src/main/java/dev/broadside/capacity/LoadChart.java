package dev.broadside.capacity;

import dev.broadside.capacity.CapacityReport.Answer;
import dev.broadside.capacity.CapacityReport.Law;
import dev.broadside.capacity.CapacityReport.OnCurve;
import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The load against the last receiver's p50 and p99, with the SLO, the bracket, the law and the
 * quotas. Shapes and dashes tell them apart, so that colour is never needed. What never came stands
 * at the upper edge.
 */
final class LoadChart {
  private static final double TOP = 40;
  private static final double BOTTOM = 52;
  private static final double LEFT = 62;
  private static final double RIGHT = 18;

  /** A quota so far beyond what was measured is in the table alone. */
  private static final double NEAR = 3;

  private final CapacityReport report;
  private final String kind;
  private final double width;
  private final double height;
  private final LoadAxis across;
  private final LoadAxis up;
  private final List<Point> points;

  private LoadChart(CapacityReport report, String kind, double width, double height) {
    this.report = report;
    this.kind = kind;
    this.width = width;
    this.height = height;
    this.points =
        report.points().stream()
            .filter(point -> point.evidence() != null && point.measures() != null)
            .sorted(Comparator.comparingDouble(Point::load))
            .toList();
    this.across = across();
    this.up = up();
  }

  /** For a wide page and for a narrow one; the style sheet shows the one that fits. */
  static Markup draw(CapacityReport report) {
    if (report.points().stream().noneMatch(p -> p.evidence() != null && p.measures() != null)) {
      return Markup.of("<p class=\"nothing\">No point counts, so there is nothing to draw.</p>\n");
    }
    return Markup.join(
        List.of(
            new LoadChart(report, "wide", 860, 420).svg(),
            new LoadChart(report, "narrow", 400, 400).svg()));
  }

  private LoadAxis across() {
    double[] loads = points.stream().mapToDouble(Point::load).sorted().toArray();
    double most = loads[loads.length - 1];
    double furthest =
        report.quotas().stream()
            .mapToDouble(QuotaCeiling::load)
            .filter(load -> load <= NEAR * most)
            .reduce(most, Math::max);
    return LoadAxis.around(loads[0], furthest, LEFT, width - RIGHT);
  }

  private LoadAxis up() {
    double limit = report.about().limitMillis();
    DoubleStream measured =
        points.stream()
            .flatMap(p -> Stream.of(p50(p), p99(p)))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(millis -> millis > 0);
    double[] all = DoubleStream.concat(measured, DoubleStream.of(limit)).sorted().toArray();
    return LoadAxis.around(all[0], 2 * all[all.length - 1], height - BOTTOM, TOP);
  }

  private static @Nullable Double p50(Point point) {
    return Objects.requireNonNull(point.measures()).p50Millis();
  }

  private static @Nullable Double p99(Point point) {
    return Objects.requireNonNull(point.measures()).p99Millis();
  }

  private Markup svg() {
    List<Markup> parts = new ArrayList<>();
    parts.add(bracket());
    parts.add(grid());
    parts.add(limit());
    parts.add(quotas());
    parts.add(law());
    parts.add(series("delivery", LoadChart::p99, LoadChart::square));
    parts.add(series("last", LoadChart::p50, LoadChart::disc));
    return Markup.of(
        """
        <svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-label="{} against the last receiver's p50 and p99. {} The table below has the numbers.">
        {}</svg>
        """,
        kind,
        (int) width,
        (int) height,
        report.unit(),
        report.answer().sentence(),
        parts);
  }

  private Markup grid() {
    List<Markup> parts = new ArrayList<>();
    for (double tick : up.ticks()) {
      parts.add(
          Markup.of(
              "<path class=\"grid\" d=\"M{} {}H{}\"/><text class=\"end\" x=\"{}\" y=\"{}\">{}</text>\n",
              px(LEFT),
              px(up.pixel(tick)),
              px(width - RIGHT),
              px(LEFT - 8),
              px(up.pixel(tick) + 4),
              tick < 1_000 ? Text.plain(tick) + " ms" : Text.plain(tick / 1_000) + " s"));
    }
    for (double tick : across.ticks()) {
      parts.add(
          Markup.of(
              "<path class=\"grid\" d=\"M{} {}V{}\"/><text class=\"mid\" x=\"{}\" y=\"{}\">{}</text>\n",
              px(across.pixel(tick)),
              px(TOP),
              px(height - BOTTOM),
              px(across.pixel(tick)),
              px(height - BOTTOM + 18),
              Text.plain(tick)));
    }
    parts.add(
        Markup.of(
            "<text x=\"4\" y=\"16\">last receiver</text><text class=\"end\" x=\"{}\" y=\"{}\">{} →</text>\n",
            px(width - RIGHT),
            px(height - 12),
            report.unit()));
    return Markup.join(parts);
  }

  private Markup bracket() {
    Answer answer = report.answer();
    Double holds = answer.holds();
    Double breaks = answer.breaks();
    List<Markup> parts = new ArrayList<>();
    if (holds != null && breaks != null) {
      double from = across.pixel(holds);
      parts.add(
          Markup.of(
              "<rect class=\"band\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
              px(from),
              px(TOP),
              px(Math.max(2, across.pixel(breaks) - from)),
              px(height - BOTTOM - TOP)));
    }
    if (holds != null) {
      parts.add(end("end", across.pixel(holds), -4, "holds " + Text.plain(holds)));
    }
    if (breaks != null) {
      parts.add(end("", across.pixel(breaks), 4, "breaks " + Text.plain(breaks)));
    }
    return Markup.join(parts);
  }

  private static Markup end(String anchor, double x, double off, String words) {
    return Markup.of(
        "<text class=\"edge {}\" x=\"{}\" y=\"{}\">{}</text>\n",
        anchor,
        px(x + off),
        px(32),
        words);
  }

  private Markup limit() {
    double y = up.pixel(report.about().limitMillis());
    return Markup.of(
        "<path class=\"limit\" d=\"M{} {}H{}\"/><text class=\"limit-label\" x=\"{}\" y=\"{}\">SLO {}</text>\n",
        px(LEFT),
        px(y),
        px(width - RIGHT),
        px(LEFT + 6),
        px(y - 6),
        Figures.duration(report.about().limitMillis()));
  }

  private Markup quotas() {
    List<Markup> parts = new ArrayList<>();
    for (int i = 0; i < report.quotas().size(); i++) {
      double load = report.quotas().get(i).load();
      if (across.has(load)) {
        parts.add(
            Markup.of(
                "<path class=\"quota\" d=\"M{} {}V{}\"/><text class=\"quota-label mid\" x=\"{}\" y=\"{}\">Q{}</text>\n",
                px(across.pixel(load)),
                px(TOP + 16),
                px(height - BOTTOM),
                px(across.pixel(load)),
                px(TOP + 12),
                i + 1));
      }
    }
    return Markup.join(parts);
  }

  private Markup law() {
    Law law = report.law();
    if (law == null) {
      return Markup.NONE;
    }
    StringBuilder path = new StringBuilder();
    for (OnCurve point : law.curve()) {
      if (across.has(point.load()) && up.has(point.millis())) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(px(across.pixel(point.load())))
            .append(' ')
            .append(px(up.pixel(point.millis())));
      }
    }
    List<Markup> rings =
        points.stream()
            .filter(p -> law.above().contains(p.load()) && p50(p) != null)
            .map(
                p ->
                    Markup.of(
                        "<circle class=\"flag\" cx=\"{}\" cy=\"{}\" r=\"10\"/>\n",
                        px(across.pixel(p.load())),
                        px(up.pixel(Objects.requireNonNull(p50(p))))))
            .toList();
    return path.isEmpty()
        ? Markup.NONE
        : Markup.of("<path class=\"law\" d=\"{}\"/>\n{}", path, rings);
  }

  /** The shape of one point. */
  private interface Shape {
    Markup at(String style, double x, double y);
  }

  private Markup series(String style, Function<Point, @Nullable Double> value, Shape shape) {
    StringBuilder path = new StringBuilder();
    List<Markup> marks = new ArrayList<>();
    for (Point point : points) {
      Double millis = value.apply(point);
      double x = across.pixel(point.load());
      double y = millis == null ? TOP : up.pixel(millis);
      path.append(path.isEmpty() ? 'M' : 'L').append(px(x)).append(' ').append(px(y));
      marks.add(millis == null ? never(style, x) : shape.at(style, x, y));
    }
    return Markup.of("<path class=\"line thin {}\" d=\"{}\"/>\n{}", style, path, marks);
  }

  static Markup disc(String style, double x, double y) {
    return Markup.of(
        "<circle class=\"dot {}\" cx=\"{}\" cy=\"{}\" r=\"5\"/>\n", style, px(x), px(y));
  }

  static Markup square(String style, double x, double y) {
    return Markup.of(
        "<rect class=\"dot {}\" x=\"{}\" y=\"{}\" width=\"9\" height=\"9\"/>\n",
        style,
        px(x - 4.5),
        px(y - 4.5));
  }

  /** An arrow out of the chart. */
  private static Markup never(String style, double x) {
    return Markup.of(
        "<path class=\"dot {}\" d=\"M{} {}l6 10h-12Z\"/>\n", style, px(x), px(TOP - 4));
  }

  private static String px(double pixels) {
    return Figures.coordinate(pixels);
  }
}
