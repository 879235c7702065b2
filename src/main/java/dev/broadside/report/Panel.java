package dev.broadside.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A rectangle in a drawing with a horizontal and a vertical scale. Labels of ticks stand left of it
 * and below.
 */
record Panel(double left, double top, double right, double bottom, Scale across, Scale up) {

  /** From a number to its place between 0 and 1. */
  interface Scale {
    double position(double value);

    List<Tick> ticks();

    /** From 0, or from below it, in equal steps. */
    static Scale linear(double from, double to, int most, Labels labels) {
      double span = Math.max(to - from, 1e-9);
      double step = stepOf(span / most);
      List<Tick> ticks = new ArrayList<>();
      for (double n = Math.ceil(from / step); n * step <= to + span * 1e-9; n++) {
        ticks.add(new Tick(n * step, labels.of(n * step)));
      }
      return new Linear(from, from + span, ticks);
    }

    /** From 0 to the step above the largest value. */
    static Scale upTo(double most, int steps, Labels labels) {
      double step = stepOf(Math.max(most, 1e-9) / steps);
      return linear(0, step * Math.ceil(most / step - 1e-9), steps, labels);
    }

    /** Of latencies, as the percentile plot has it. */
    static Scale of(LatencyAxis axis, int most) {
      int each = Math.max(1, Math.ceilDiv(axis.ticks().size(), most));
      List<Tick> ticks = new ArrayList<>();
      for (int i = 0; i < axis.ticks().size(); i += each) {
        ticks.add(new Tick(axis.ticks().get(i), PercentilePlot.axisLabel(axis.ticks().get(i))));
      }
      return new Latency(axis, ticks);
    }

    /** 1, 2 or 5 times a power of ten, at least {@code least}. */
    private static double stepOf(double least) {
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      for (double factor : new double[] {1, 2, 5}) {
        if (factor * power >= least * (1 - 1e-9)) {
          return factor * power;
        }
      }
      return 10 * power;
    }
  }

  /** How a tick is called. */
  interface Labels {
    String of(double value);
  }

  /** A number on a scale with its label. */
  record Tick(double value, String label) {}

  private record Linear(double from, double to, List<Tick> ticks) implements Scale {
    @Override
    public double position(double value) {
      return (value - from) / (to - from);
    }
  }

  private record Latency(LatencyAxis axis, List<Tick> ticks) implements Scale {
    @Override
    public double position(double value) {
      return axis.position(value);
    }
  }

  double x(double value) {
    return left + Math.max(0, Math.min(1, across.position(value))) * (right - left);
  }

  double y(double value) {
    return bottom - Math.max(0, Math.min(1, up.position(value))) * (bottom - top);
  }

  /** Lines and labels of the vertical scale. */
  Markup rows() {
    return Markup.join(
        up.ticks().stream()
            .map(
                tick ->
                    Markup.of(
                        "<path class=\"grid\" d=\"M{} {}H{}\"/><text class=\"end\" x=\"{}\""
                            + " y=\"{}\">{}</text>\n",
                        px(left),
                        px(y(tick.value())),
                        px(right),
                        px(left - 8),
                        px(y(tick.value()) + 4),
                        tick.label()))
            .toList());
  }

  /** Lines of the horizontal scale, with labels under the panel if asked for. */
  Markup columns(boolean labelled) {
    List<Markup> parts = new ArrayList<>();
    for (Tick tick : across.ticks()) {
      parts.add(
          Markup.of(
              "<path class=\"grid\" d=\"M{} {}V{}\"/>\n",
              px(x(tick.value())),
              px(top),
              px(bottom)));
      if (labelled) {
        parts.add(
            Markup.of(
                "<text class=\"mid\" x=\"{}\" y=\"{}\">{}</text>\n",
                px(x(tick.value())),
                px(bottom + 18),
                tick.label()));
      }
    }
    parts.add(
        Markup.of("<path class=\"axis\" d=\"M{} {}H{}\"/>\n", px(left), px(bottom), px(right)));
    return Markup.join(parts);
  }

  static String px(double pixels) {
    return Figures.coordinate(pixels);
  }
}
