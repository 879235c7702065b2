package dev.broadside.gate;

import java.util.Arrays;

/**
 * The log ratios of pairs of forks, in the order in which they were measured. A ratio is the head's
 * time over the base's: above 0 the head is slower. What every mode is turned into, {@link
 * Direction} knows.
 */
final class Pairs {
  private static final int FIRST_CAPACITY = 16;

  private double[] logRatios = new double[FIRST_CAPACITY];
  private int count;

  /** Those of {@code logRatios}. */
  static Pairs of(double... logRatios) {
    Pairs pairs = new Pairs();
    for (double logRatio : logRatios) {
      pairs.add(logRatio);
    }
    return pairs;
  }

  void add(double logRatio) {
    if (!Double.isFinite(logRatio)) {
      throw new IllegalArgumentException("a log ratio must be finite, not " + logRatio);
    }
    if (count == logRatios.length) {
      logRatios = Arrays.copyOf(logRatios, 2 * count);
    }
    logRatios[count++] = logRatio;
  }

  int count() {
    return count;
  }

  double[] toArray() {
    return Arrays.copyOf(logRatios, count);
  }

  /** The mean of the first {@code n}. */
  double mean(int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += logRatios[i];
    }
    return sum / n;
  }

  /** The standard deviation of the first {@code n}, with n - 1 below. */
  double deviation(int n) {
    double mean = mean(n);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double difference = logRatios[i] - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / (n - 1));
  }

  /** How far the one-sided limit of the first {@code n} at {@code level} lies from their mean. */
  double reach(int n, double level) {
    return StudentT.quantile(level, n - 1) * deviation(n) / Math.sqrt(n);
  }
}
