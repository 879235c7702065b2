package dev.broadside.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Student's t distribution: its distribution function and the quantile that inverts it, for any
 * positive number of degrees of freedom.
 *
 * <p>With {@code x = df / (df + t^2)} the tail is half a regularised incomplete beta function,
 * {@code P(T > t) = I_x(df / 2, 1 / 2) / 2} for {@code t >= 0}; the beta function is summed by its
 * continued fraction (Abramowitz and Stegun 26.5.8). The tail falls strictly, so that bisection
 * finds the quantile to the last bits.
 */
final class StudentT {
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-16;
  private static final int MOST_TERMS = 10_000;

  /** Abramowitz and Stegun 6.1.41, the first terms of Stirling's series: B(2n) / (2n (2n - 1)). */
  private static final double[] STIRLING = {
    1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360360.0
  };

  private static final double STIRLING_HOLDS_FROM = 15;

  private static final Map<Key, Double> WHOLE = new ConcurrentHashMap<>();

  private StudentT() {}

  private record Key(double probability, int degrees) {}

  /** As {@link #quantile(double, double)}, remembered: sequential rules ask for few, often. */
  static double quantile(double probability, int degrees) {
    return WHOLE.computeIfAbsent(
        new Key(probability, degrees), key -> quantile(probability, (double) degrees));
  }

  /** The value that T does not exceed with {@code probability}. */
  static double quantile(double probability, double degrees) {
    if (!(probability > 0 && probability < 1) || !(degrees > 0)) {
      throw new IllegalArgumentException(
          "no quantile " + probability + " of " + degrees + " degrees of freedom");
    }
    if (probability < 0.5) {
      return -quantile(1 - probability, degrees);
    }
    double tail = 1 - probability;
    double high = 1;
    while (tail(high, degrees) > tail) {
      high *= 2;
    }
    double low = 0;
    while (true) {
      double middle = (low + high) / 2;
      if (middle <= low || middle >= high) {
        return middle;
      }
      if (tail(middle, degrees) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** The probability that T exceeds {@code t >= 0}. */
  static double tail(double t, double degrees) {
    // 1 - x is given as well: for a small t it would be lost in the difference.
    double square = t * t;
    return beta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5) / 2;
  }

  /** The regularised incomplete beta function I_x(a, b), given x and 1 - x. */
  private static double beta(double x, double rest, double a, double b) {
    if (x <= 0 || rest <= 0) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest));
    // The fraction converges fast below the mean; above it, I_x(a, b) = 1 - I_(1-x)(b, a).
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(rest, b, a) / b;
  }

  /** The continued fraction, by Lentz's method: numerator and denominator ratios, never zero. */
  private static double fraction(double x, double a, double b) {
    double upper = 1;
    double lower = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double value = lower;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      lower = 1 / nonZero(1 + even * lower);
      upper = nonZero(1 + even / upper);
      value *= lower * upper;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      lower = 1 / nonZero(1 + odd * lower);
      upper = nonZero(1 + odd / upper);
      value *= lower * upper;
      if (Math.abs(lower * upper - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** ln Gamma(z) for z > 0: Stirling's series where it holds, the recurrence below. */
  private static double logGamma(double z) {
    double shift = 0;
    double large = z;
    while (large < STIRLING_HOLDS_FROM) {
      shift += Math.log(large);
      large++;
    }
    double sum = (large - 0.5) * Math.log(large) - large + 0.5 * Math.log(2 * Math.PI);
    double power = large;
    for (double coefficient : STIRLING) {
      sum += coefficient / power;
      power *= large * large;
    }
    return sum - shift;
  }
}
