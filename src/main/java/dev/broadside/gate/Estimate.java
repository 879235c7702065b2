package dev.broadside.gate;

import org.jspecify.annotations.Nullable;

/**
 * A mean of log ratios with its scatter: the common shape of paired and unpaired data.
 *
 * @param error the standard error of {@code mean}
 * @param degrees of freedom; 0 when one value is all there is
 */
record Estimate(double mean, double error, double degrees) {
  private static final double POWER = 0.80;

  static Estimate of(Pairs pairs) {
    int n = pairs.count();
    return n < 2
        ? new Estimate(n == 0 ? Double.NaN : pairs.mean(n), Double.NaN, 0)
        : new Estimate(pairs.mean(n), pairs.deviation(n) / Math.sqrt(n), n - 1);
  }

  /**
   * Welch's: the variances of the two means add, and the degrees of freedom are Satterthwaite's,
   * {@code (v1 + v2)^2 / (v1^2 / (n1 - 1) + v2^2 / (n2 - 1))}.
   */
  static Estimate welch(double[] base, double[] head) {
    Pairs left = Pairs.of(base);
    Pairs right = Pairs.of(head);
    double mean = right.mean(right.count()) - left.mean(left.count());
    if (left.count() < 2 || right.count() < 2) {
      return new Estimate(mean, Double.NaN, 0);
    }
    double one = variance(left);
    double other = variance(right);
    double sum = one + other;
    double degrees =
        sum == 0
            ? left.count() + right.count() - 2.0
            : sum * sum / (one * one / (left.count() - 1) + other * other / (right.count() - 1));
    return new Estimate(mean, Math.sqrt(sum), degrees);
  }

  private static double variance(Pairs values) {
    double deviation = values.deviation(values.count());
    return deviation * deviation / values.count();
  }

  boolean hasLimits() {
    return degrees > 0;
  }

  double lower(double level) {
    return mean - StudentT.quantile(level, degrees) * error;
  }

  double upper(double level) {
    return mean + StudentT.quantile(level, degrees) * error;
  }

  /** {@code exp(log)}, or null for what is unknown. */
  static @Nullable Double ratio(double log) {
    return Double.isFinite(log) ? Math.exp(log) : null;
  }

  @Nullable Double ratio() {
    return ratio(mean);
  }

  /**
   * The smallest slowdown that a rule with this scatter finds in four of five cases: beyond delta
   * by the reach of the limit, and by as much again as the mean itself may fall short.
   */
  @Nullable Double detectable(double logDelta, double level) {
    if (!hasLimits()) {
      return null;
    }
    double reach = StudentT.quantile(level, degrees) + StudentT.quantile(POWER, degrees);
    return Math.expm1(logDelta + reach * error);
  }

  /** The same scatter after {@code n} pairs. */
  Estimate after(int n) {
    return new Estimate(mean, error * Math.sqrt((degrees + 1) / n), n - 1);
  }
}
