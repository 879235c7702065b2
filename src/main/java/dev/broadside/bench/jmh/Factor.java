package dev.broadside.bench.jmh;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.openjdk.jmh.util.ListStatistics;

/**
 * How many times as long one thing takes as another, with its interval at 99%.
 *
 * <p>Forks are the unit, as everywhere. A ratio is a difference of logarithms, and that of two
 * means has Welch's interval: {@code d ± t s}, with {@code s² = a + b} of the means' variances
 * {@code a = v/n} and {@code b = w/m}, and {@code (a + b)² / (a²/(n-1) + b²/(m-1))} degrees of
 * freedom. So the means are geometric. Where either has one fork there is no interval: it is the
 * factor itself.
 */
public record Factor(double low, double mean, double high) {
  private static final double UPPER = 0.995;

  /** That of {@code slower} over {@code faster}. */
  public static Factor of(Timing slower, Timing faster) {
    return of(slower.forks(), faster.forks());
  }

  static Factor of(List<Double> slower, List<Double> faster) {
    ListStatistics x = logarithms(slower);
    ListStatistics y = logarithms(faster);
    double difference = x.getMean() - y.getMean();
    if (slower.size() < 2 || faster.size() < 2) {
      return new Factor(Math.exp(difference), Math.exp(difference), Math.exp(difference));
    }
    double a = x.getVariance() / slower.size();
    double b = y.getVariance() / faster.size();
    double half = a + b == 0 ? 0 : half(a, slower.size(), b, faster.size());
    return new Factor(
        Math.exp(difference - half), Math.exp(difference), Math.exp(difference + half));
  }

  private static double half(double a, int n, double b, int m) {
    double freedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
    return new TDistribution(freedom).inverseCumulativeProbability(UPPER) * Math.sqrt(a + b);
  }

  private static ListStatistics logarithms(List<Double> values) {
    return new ListStatistics(values.stream().mapToDouble(Math::log).toArray());
  }

  /** {@code 41.3 times as long (99%: 35.2 to 48.5)}. */
  public String words() {
    return String.format(
        Locale.ROOT, "%,.1f times as long (99%%: %,.1f to %,.1f)", mean, low, high);
  }
}
