package dev.broadside.tune;

import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Lines and points over two logarithmic axes, as SVG. Series differ by dash and by the shape of
 * their points, so that colour is never needed.
 */
record LineChart(String id, String title, String x, String y, List<Series> series) {
  private static final double WIDTH = 860;
  private static final double HEIGHT = 400;
  private static final double LEFT = 74;
  private static final double RIGHT = 40;
  private static final double TOP = 34;
  private static final double BOTTOM = 56;

  /** How a series is drawn. */
  enum Mark {
    /** A line alone. */
    LINE,
    /** Points with their intervals, joined by a thin line. */
    POINTS,
    /** One large ring: what somebody asked about. */
    RING
  }

  /**
   * One of the things that are compared.
   *
   * @param style which dash, shape and colour it has
   */
  record Series(String name, Mark mark, int style, List<Point> points) {}

  /** A value with its interval. */
  record Point(double x, double y, double low, double high) {
    static Point of(double x, double y) {
      return new Point(x, y, y, y);
    }
  }

  Markup draw() {
    List<Point> all = series.stream().flatMap(one -> one.points.stream()).toList();
    LogAxis across = axis(all, Point::x, Point::x, LEFT, WIDTH - RIGHT);
    LogAxis up = axis(all, Point::low, Point::high, HEIGHT - BOTTOM, TOP);
    return Markup.of(
        """
        <div class="scroll"><svg class="plot chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t">
        <title id="{}-t">{}: {} by {}. The table below has the numbers.</title>
        {}{}</svg></div>
        {}""",
        (int) WIDTH,
        (int) HEIGHT,
        id,
        id,
        title,
        y,
        x,
        grid(across, up),
        series.stream().map(one -> draw(one, across, up)).toList(),
        legend());
  }

  private static LogAxis axis(
      List<Point> all,
      ToDoubleFunction<Point> low,
      ToDoubleFunction<Point> high,
      double from,
      double to) {
    double max = all.stream().mapToDouble(high).max().orElse(10);
    // An interval of three forks may reach down to 0, which has no logarithm.
    double min =
        all.stream()
            .mapToDouble(
                point -> Math.max(low.applyAsDouble(point), high.applyAsDouble(point) / 10))
            .filter(value -> value > 0)
            .min()
            .orElse(1);
    return LogAxis.over(min, max, from, to);
  }

  private Markup grid(LogAxis across, LogAxis up) {
    List<Markup> parts = new ArrayList<>();
    for (double tick : up.ticks()) {
      parts.add(
          Markup.of(
              "<path class=\"grid\" d=\"M{} {}H{}\"/><text class=\"end\" x=\"{}\" y=\"{}\">{}</text>\n",
              px(LEFT),
              px(up.pixel(tick)),
              px(WIDTH - RIGHT),
              px(LEFT - 8),
              px(up.pixel(tick) + 4),
              Numbers.plain(tick)));
    }
    for (double tick : across.ticks()) {
      parts.add(
          Markup.of(
              "<path class=\"grid\" d=\"M{} {}V{}\"/><text class=\"mid\" x=\"{}\" y=\"{}\">{}</text>\n",
              px(across.pixel(tick)),
              px(TOP),
              px(HEIGHT - BOTTOM),
              px(across.pixel(tick)),
              px(HEIGHT - BOTTOM + 19),
              Numbers.plain(tick)));
    }
    parts.add(
        Markup.of(
            "<text x=\"{}\" y=\"{}\">{}</text><text class=\"end\" x=\"{}\" y=\"{}\">{} →</text>\n",
            px(4),
            px(16),
            y,
            px(WIDTH - RIGHT),
            px(HEIGHT - 12),
            x));
    return Markup.join(parts);
  }

  private static Markup draw(Series one, LogAxis across, LogAxis up) {
    StringBuilder path = new StringBuilder();
    List<Markup> marks = new ArrayList<>();
    for (Point point : one.points) {
      double px = across.pixel(point.x);
      double py = up.pixel(point.y);
      path.append(path.isEmpty() ? 'M' : 'L').append(px(px)).append(' ').append(px(py));
      if (one.mark == Mark.POINTS && point.low < point.high) {
        marks.add(
            interval(one.style, px, up.pixel(Math.max(point.low, 1e-9)), up.pixel(point.high)));
      }
      if (one.mark != Mark.LINE) {
        marks.add(Shapes.mark(one, px, py));
      }
    }
    String kind = one.mark == Mark.LINE ? "line" : "line thin";
    Markup line =
        one.points.size() < 2
            ? Markup.NONE
            : Markup.of("<path class=\"{} s{}\" d=\"{}\"/>\n", kind, one.style, path);
    return Markup.of("{}{}", line, marks);
  }

  private static Markup interval(int style, double x, double low, double high) {
    return Markup.of(
        "<path class=\"whisker s{}\" d=\"M{} {}V{}M{} {}h8M{} {}h8\"/>\n",
        style,
        px(x),
        px(low),
        px(high),
        px(x - 4),
        px(low),
        px(x - 4),
        px(high));
  }

  private Markup legend() {
    return Markup.of(
        "<ul class=\"legend\">\n{}</ul>\n",
        series.stream()
            .map(
                one ->
                    Markup.of(
                        "<li><svg class=\"plot\" width=\"44\" height=\"16\" viewBox=\"0 {} 44 {}\" aria-hidden=\"true\">{}{}</svg>{}</li>\n",
                        one.mark == Mark.RING ? -3 : 0,
                        one.mark == Mark.RING ? 22 : 16,
                        one.mark == Mark.RING
                            ? Markup.NONE
                            : Markup.of(
                                "<path class=\"{} s{}\" d=\"M0 8H44\"/>",
                                one.mark == Mark.LINE ? "line" : "line thin",
                                one.style),
                        one.mark == Mark.LINE ? Markup.NONE : Shapes.mark(one, 22, 8),
                        one.name))
            .toList());
  }

  private static String px(double pixels) {
    return Figures.coordinate(pixels);
  }
}
