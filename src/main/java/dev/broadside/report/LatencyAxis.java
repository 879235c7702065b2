package dev.broadside.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The plot's vertical axis in milliseconds. Linear from 0 while the eye can still tell the small
 * values there, logarithmic beyond.
 */
record LatencyAxis(boolean logarithmic, double low, double high, List<Double> ticks) {
  private static final double SPREAD_FOR_LOG = 10;
  private static final double SMALLEST_MILLIS = 1e-3;
  private static final int MOST_TICKS = 6;

  /**
   * An axis that shows both ends.
   *
   * @param typical what most values are like: a few small ones alone are no reason for a logarithm
   */
  static LatencyAxis over(double min, double typical, double max) {
    double top = Math.max(max, SMALLEST_MILLIS);
    double bottom = Math.max(min, SMALLEST_MILLIS);
    return top / Math.max(typical, bottom) > SPREAD_FOR_LOG
        ? logarithmic(bottom, top)
        : linear(top);
  }

  /** From 0 at the bottom to 1 at the top. */
  double position(double millis) {
    return logarithmic
        ? Math.log(Math.max(millis, low) / low) / Math.log(high / low)
        : millis / high;
  }

  private static LatencyAxis linear(double max) {
    double step = 0;
    for (double candidate : roundFrom(max / 1e3, max)) {
      step = candidate;
      if (max / step <= MOST_TICKS - 1) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    long steps = (long) Math.ceil(max / step);
    for (long i = 0; i <= steps; i++) {
      ticks.add(i * step);
    }
    return new LatencyAxis(false, 0, steps * step, ticks);
  }

  private static LatencyAxis logarithmic(double min, double max) {
    List<Double> all = roundFrom(min / 10, max * 10);
    double low = all.stream().filter(v -> v <= min).toList().getLast();
    double high = all.stream().filter(v -> v >= max).findFirst().orElse(max);
    List<Double> within = all.stream().filter(v -> v >= low && v <= high).toList();
    List<Double> decades = within.stream().filter(LatencyAxis::isPowerOfTen).toList();
    return new LatencyAxis(true, low, high, within.size() <= MOST_TICKS + 2 ? within : decades);
  }

  /** Numbers 1, 2 and 5 times a power of ten, ascending. */
  private static List<Double> roundFrom(double min, double max) {
    List<Double> numbers = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(min)); Math.pow(10, power) <= max; power++) {
      for (int factor : new int[] {1, 2, 5}) {
        // Parsed, since 10^-3 computed is not 0.001 and would print so.
        numbers.add(Double.parseDouble(factor + "e" + power));
      }
    }
    return numbers;
  }

  private static boolean isPowerOfTen(double number) {
    double exponent = Math.log10(number);
    return Math.abs(exponent - Math.rint(exponent)) < 1e-9;
  }
}
