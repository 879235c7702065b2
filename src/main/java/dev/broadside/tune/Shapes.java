package dev.broadside.tune;

import dev.broadside.report.Figures;
import dev.broadside.report.Markup;

/** The points of series: a shape for each style. */
final class Shapes {
  private Shapes() {}

  static Markup mark(LineChart.Series series, double x, double y) {
    if (series.mark() == LineChart.Mark.RING) {
      return ring(x, y);
    }
    String shape =
        switch (series.style() % 5) {
          case 0 -> "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z";
          case 1 -> "m-4.5 -4.5h9v9h-9Z";
          case 2 -> "m0 -6l5.5 10h-11Z";
          case 3 -> "m0 -6.5l6 6.5l-6 6.5l-6 -6.5Z";
          default -> "m0 6l5.5 -10h-11Z";
        };
    return Markup.of(
        "<path class=\"dot s{}\" d=\"M{} {}{}\"/>\n",
        series.style(),
        Figures.coordinate(x),
        Figures.coordinate(y),
        shape);
  }

  /** What somebody asked about. */
  static Markup ring(double x, double y) {
    return Markup.of(
        "<circle class=\"own\" cx=\"{}\" cy=\"{}\" r=\"8\"/><circle class=\"own-dot\" cx=\"{}\" cy=\"{}\" r=\"2.5\"/>\n",
        Figures.coordinate(x),
        Figures.coordinate(y),
        Figures.coordinate(x),
        Figures.coordinate(y));
  }
}
