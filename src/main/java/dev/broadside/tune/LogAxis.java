package dev.broadside.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis by powers of ten that shows all of its values.
 *
 * @param low the power of ten at its beginning
 * @param high that at its end
 * @param from the pixel of its beginning
 * @param to that of its end
 */
record LogAxis(int low, int high, double from, double to) {
  static LogAxis over(double min, double max, double from, double to) {
    int low = (int) Math.floor(Math.log10(min) + 1e-9);
    int high = (int) Math.ceil(Math.log10(max) - 1e-9);
    return new LogAxis(low, Math.max(high, low + 1), from, to);
  }

  double pixel(double value) {
    double position = (Math.log10(value) - low) / (high - low);
    return from + Math.clamp(position, 0, 1) * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int power = low; power <= high; power++) {
      // Parsed, since 10^-3 computed is not 0.001 and would print so.
      ticks.add(Double.parseDouble("1e" + power));
    }
    return ticks;
  }
}
