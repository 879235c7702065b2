package dev.broadside.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The plot's horizontal axis: each further nine of the percentile takes as much room as the one
 * before, since 99% and 99.9% are ten times as rare apart.
 *
 * @param nines the right end
 */
record PercentileAxis(double nines) {

  /** A place with its label. */
  record Tick(double position, String label) {}

  static double nines(double share) {
    return -Math.log10(1 - share);
  }

  /** From 0 at the left to 1 at the right. */
  double position(double atNines) {
    return atNines / nines;
  }

  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(position(nines(0.5)), "50%"));
    for (int nine = 1; nine <= nines; nine++) {
      ticks.add(new Tick(position(nine), label(nine)));
    }
    return ticks;
  }

  private static String label(int nine) {
    return switch (nine) {
      case 1 -> "90%";
      case 2 -> "99%";
      default -> "99." + "9".repeat(nine - 2) + "%";
    };
  }
}
