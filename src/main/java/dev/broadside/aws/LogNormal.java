package dev.broadside.aws;

/**
 * The distribution behind a {@link Latency}, in the unit of its median.
 *
 * @param mu the mean of the logarithm
 * @param sigma its standard deviation, above 0
 */
record LogNormal(double mu, double sigma) {
  /* Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17: within 7.5e-8. */
  private static final double P = 0.2316419;
  private static final double[] B = {
    0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429
  };

  /** Of X: exp(mu + sigma^2 / 2). */
  double mean() {
    return Math.exp(mu + sigma * sigma / 2);
  }

  /** Of X^2, over the square of the mean: exp(sigma^2). */
  double relativeSecondMoment() {
    return Math.exp(sigma * sigma);
  }

  /** P(X <= x). */
  double below(double x) {
    return x <= 0 ? 0 : normal((Math.log(x) - mu) / sigma);
  }

  /**
   * P(R <= x) where R is what is left of an X that is looked at at any moment: by renewal theory
   * its density is P(X > x) / E[X], so that
   *
   * <pre>
   *   P(R > x) = E[(X - x)+] / E[X] = Phi(d + sigma) - x / E[X] Phi(d),   d = (mu - ln x) / sigma
   * </pre>
   */
  double restBelow(double x) {
    if (x <= 0) {
      return 0;
    }
    double d = (mu - Math.log(x)) / sigma;
    return 1 - normal(d + sigma) + x / mean() * normal(d);
  }

  /** The distribution function of the standard normal distribution. */
  static double normal(double z) {
    double t = 1 / (1 + P * Math.abs(z));
    double sum = 0;
    for (int i = B.length - 1; i >= 0; i--) {
      sum = t * (B[i] + sum);
    }
    double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * sum;
    return z < 0 ? tail : 1 - tail;
  }
}
