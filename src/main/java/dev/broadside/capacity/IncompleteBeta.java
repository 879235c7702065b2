package dev.broadside.capacity;

/**
 * The regularized incomplete beta function, of which the tails of the binomial and of Student's
 * distribution are values.
 *
 * <pre>
 *   P(X &gt;= k | n, p) = I(p; k, n - k + 1)
 *   P(|T| &gt; t | v)   = I(v / (v + t²); v / 2, 1 / 2)
 * </pre>
 *
 * <p>It is computed as a continued fraction by Lentz's method (Abramowitz and Stegun, 26.5.8),
 * which converges fast below the mean; above it {@code I(x; a, b) = 1 - I(1 - x; b, a)}.
 */
final class IncompleteBeta {
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-14;
  private static final int MOST_TERMS = 100_000;

  /** Lanczos's approximation of the gamma function, g = 7. */
  private static final double[] LANCZOS = {
    0.99999999999980993,
    676.5203681218851,
    -1259.1392167224028,
    771.32342877765313,
    -176.61502916214059,
    12.507343278686905,
    -0.13857109526572012,
    9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private IncompleteBeta() {}

  /** {@code P(X >= k)} of a binomial: {@code trials} of probability {@code share} each. */
  static double atLeast(long k, long trials, double share) {
    if (k <= 0) {
      return 1;
    }
    return k > trials ? 0 : regularized(share, k, trials - k + 1.0);
  }

  /** {@code P(X <= k)} of the same. */
  static double atMost(long k, long trials, double share) {
    return k >= trials ? 1 : regularized(1 - share, trials - k, k + 1.0);
  }

  /** What a variable of Student's distribution exceeds with probability {@code tail} below 1/2. */
  static double studentQuantile(double tail, int freedom) {
    double low = 0;
    double high = 1;
    while (studentTail(high, freedom) > tail) {
      high *= 2;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (studentTail(middle, freedom) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double studentTail(double t, int freedom) {
    return regularized(freedom / (freedom + t * t), freedom / 2.0, 0.5) / 2;
  }

  private static double regularized(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double away(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  private static double logGamma(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return Math.log(Math.sqrt(2 * Math.PI) * sum) + (x - 0.5) * Math.log(t) - t;
  }
}
