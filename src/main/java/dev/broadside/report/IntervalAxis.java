package dev.broadside.report;

import java.util.List;
import java.util.Locale;

/**
 * One row's interval of a change, and the axis above all of them: the same scale, so that the eye
 * compares rows. What lies outside ends at the edge, without a cap.
 */
final class IntervalAxis {
  private static final double WIDTH = 420;
  private static final double HEIGHT = 30;
  private static final double EDGE = 22;

  /** Beyond it nothing is compared any more, only seen to be far off. */
  private static final double FURTHEST = 0.5;

  private final IntervalPage page;
  private final double reach;

  IntervalAxis(IntervalPage page) {
    this.page = page;
    double far =
        page.rows().stream()
            .flatMapToDouble(row -> row.changes().stream().mapToDouble(Math::abs))
            .reduce(1.5 * page.tolerance(), Math::max);
    reach = Math.min(FURTHEST, far * 1.1);
  }

  private String x(double change) {
    double inside = Math.max(-reach, Math.min(reach, change));
    return number(EDGE + (inside + reach) / (2 * reach) * (WIDTH - 2 * EDGE));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String percent(double change) {
    return String.format(Locale.ROOT, "%+.1f%%", 100 * change);
  }

  private Markup svg(String label, Markup content) {
    return Markup.of(
        "<svg class=\"interval\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">{}</svg>",
        number(WIDTH),
        number(HEIGHT),
        label,
        content);
  }

  private Markup line(String style, double change, double from) {
    return Markup.of(
        "<line class=\"{}\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>",
        style,
        x(change),
        x(change),
        number(from),
        number(HEIGHT));
  }

  private Markup lines(double from) {
    return Markup.join(
        List.of(
            line("zero", 0, from),
            line("small", page.delta(), from),
            line("large", page.tolerance(), from)));
  }

  /** The axis: as fast, and what must not slip through. */
  Markup scale() {
    Markup words =
        Markup.of(
            "<text x=\"{}\" y=\"14\">faster</text><text x=\"{}\" y=\"14\">0</text><text x=\"{}\" y=\"14\">{}</text>",
            x(-reach * 0.8),
            x(0),
            x(page.tolerance()),
            percent(page.tolerance()));
    return svg("scale of the change in time", Markup.join(List.of(words, lines(20))));
  }

  /** A row's interval; an unknown limit is an open end. */
  Markup interval(IntervalPage.Row row) {
    Double change = row.change();
    if (change == null) {
      return svg(row.name() + ": not measured", lines(0));
    }
    double low = row.lower() == null ? -reach : row.lower();
    double high = row.upper() == null ? reach : row.upper();
    Markup span =
        Markup.of(
            "<line class=\"span\" x1=\"{}\" x2=\"{}\" y1=\"15\" y2=\"15\"/>{}{}{}",
            x(low),
            x(high),
            cap(low),
            cap(high),
            mark(row.outcome(), change));
    String label = "%s: %s, %s".formatted(row.name(), percent(change), row.verdict());
    return svg(label, Markup.join(List.of(lines(0), span)));
  }

  private Markup cap(double change) {
    return Math.abs(change) >= reach
        ? Markup.NONE
        : Markup.of(
            "<line class=\"span\" x1=\"{}\" x2=\"{}\" y1=\"10\" y2=\"20\"/>", x(change), x(change));
  }

  /** Another shape for each outcome, for those who see or print no colours. */
  private Markup mark(IntervalPage.Outcome outcome, double change) {
    return switch (outcome) {
      case FINE -> Markup.of("<circle class=\"mark\" cx=\"{}\" cy=\"15\" r=\"5\"/>", x(change));
      case OPEN ->
          Markup.of("<circle class=\"mark hollow\" cx=\"{}\" cy=\"15\" r=\"5\"/>", x(change));
      case SLOWER ->
          Markup.of(
              "<path class=\"mark\" transform=\"translate({} 15)\" d=\"M0-7L7 0L0 7L-7 0Z\"/>",
              x(change));
    };
  }
}
