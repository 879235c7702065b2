package dev.broadside.report;

import dev.broadside.measure.ShardsView;
import org.jspecify.annotations.Nullable;

/**
 * What follows the name of each latency by how much the clocks of several injectors may have moved
 * it: nothing where they have one clock.
 */
record ClockBand(String first, String p90, String p99, String last, String delivery) {
  private static final ClockBand NONE = new ClockBand("", "", "", "", "");

  static ClockBand of(@Nullable ShardsView view) {
    if (view == null || view.crossProcessMillis().count() == 0) {
      return NONE;
    }
    ShardsView.Bounds bounds = view.bounds();
    return new ClockBand(
        beside(bounds.firstMillis()),
        beside(bounds.p90Millis()),
        beside(bounds.p99Millis()),
        beside(bounds.lastMillis()),
        beside(bounds.deliveryMillis()));
  }

  private static String beside(@Nullable Double millis) {
    if (millis == null) {
      return ", ± unknown";
    }
    return millis == 0 ? "" : ", ± " + Figures.duration((double) millis);
  }
}
