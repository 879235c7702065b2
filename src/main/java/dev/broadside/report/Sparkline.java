package dev.broadside.report;

import static dev.broadside.report.Panel.px;

import java.util.Arrays;
import java.util.List;

/** A run's last receivers in the size of a word: the median of each of some stretches of it. */
final class Sparkline {
  private static final int STRETCHES = 40;
  private static final double WIDTH = 120;
  private static final double HEIGHT = 24;

  private Sparkline() {}

  /** Nothing where there are fewer than two broadcasts. */
  static Markup of(List<Sent> broadcasts) {
    int stretches = Math.min(STRETCHES, broadcasts.size());
    if (stretches < 2) {
      return Markup.of("<span class=\"meta\">–</span>");
    }
    double[] medians = new double[stretches];
    double most = 0;
    for (int i = 0; i < stretches; i++) {
      List<Sent> some =
          broadcasts.subList(
              (int) ((long) broadcasts.size() * i / stretches),
              (int) ((long) broadcasts.size() * (i + 1) / stretches));
      medians[i] = Ranks.at(Ranks.sorted(some, Sent::lastMillis), 0.5);
      most = Double.isFinite(medians[i]) ? Math.max(most, medians[i]) : most;
    }
    return Markup.of(
        "<svg class=\"spark\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" role=\"img\""
            + " aria-label=\"last receiver over the run, at most {}\"><path d=\"{}\"/></svg>",
        (int) WIDTH,
        (int) HEIGHT,
        (int) WIDTH,
        (int) HEIGHT,
        Figures.duration(Ranks.at(Arrays.stream(medians).sorted().toArray(), 1)),
        path(medians, Math.max(most, 1e-9)));
  }

  /** What never came is at the top edge. */
  private static String path(double[] medians, double most) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < medians.length; i++) {
      double x = 2 + (WIDTH - 4) * i / (medians.length - 1);
      double share = Double.isFinite(medians[i]) ? medians[i] / most : 1.1;
      d.append(i == 0 ? 'M' : 'L')
          .append(px(x))
          .append(' ')
          .append(px(HEIGHT - 2 - (HEIGHT - 5) * share));
    }
    return d.toString();
  }
}
