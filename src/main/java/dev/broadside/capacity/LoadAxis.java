package dev.broadside.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of ratios: what is twice as much is equally far everywhere, as a ramp that doubles needs
 * it.
 *
 * @param low the value at its beginning
 * @param high that at its end
 * @param from the pixel of its beginning
 * @param to that of its end
 */
record LoadAxis(double low, double high, double from, double to) {
  private static final int[] DIGITS = {1, 2, 5};
  private static final int MOST_TICKS = 7;

  /** Around values above 0, with some room at both ends. */
  static LoadAxis around(double min, double max, double from, double to) {
    return new LoadAxis(min / 1.15, Math.max(max, min * 1.5) * 1.15, from, to);
  }

  double pixel(double value) {
    double place = Math.log(value / low) / Math.log(high / low);
    return from + Math.clamp(place, 0, 1) * (to - from);
  }

  boolean has(double value) {
    return value >= low && value <= high;
  }

  /** 1, 2 and 5 of each power of ten, or the powers alone where those would be too many. */
  List<Double> ticks() {
    List<Double> fine = ticks(DIGITS);
    return fine.size() <= MOST_TICKS ? fine : ticks(new int[] {1});
  }

  private List<Double> ticks(int[] digits) {
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (int digit : digits) {
        // Parsed, since 10^-3 computed is not 0.001 and would print so.
        double tick = Double.parseDouble(digit + "e" + power);
        if (has(tick)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
