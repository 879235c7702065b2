package dev.broadside.report;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Percentile intervals by resampling broadcasts, of which each is one independent observation.
 *
 * <p>A resample of n values draws n of them with replacement; its k-th smallest is the {@code
 * ⌈nU⌉}-th smallest of the original, where U is the k-th smallest of n uniform numbers, which has
 * the distribution Beta(k, n + 1 - k). So one draw of a Beta stands for a whole resample, exactly,
 * and a run of 100,000 broadcasts costs as much as one of 60. A Beta is a ratio of two gamma
 * distributions (Devroye, Non-Uniform Random Variate Generation, 1986, IX.3), and these are drawn
 * by Marsaglia and Tsang's method (ACM Transactions on Mathematical Software 26, 2000).
 *
 * <p>The numbers are the same each time: a page must not change when it is drawn again.
 */
final class Bootstrap {
  private static final int DRAWS = 4_000;
  private static final double TAIL = 0.025;

  private final Random random = new Random(1);
  private final int draws;

  Bootstrap() {
    this(DRAWS);
  }

  Bootstrap(int draws) {
    this.draws = draws;
  }

  /** What is compared. */
  static final class Sample {
    private final double[] sorted;
    private final long independent;

    /**
     * A sample.
     *
     * @param sorted the values, those that never came infinite
     * @param independent how many say something of their own: fewer than there are values where
     *     these came in bursts
     */
    Sample(double[] sorted, long independent) {
      this.sorted = sorted.clone();
      this.independent = independent;
    }

    long independent() {
      return independent;
    }

    double at(double share) {
      return Ranks.at(sorted, share);
    }
  }

  /** From {@code low} to {@code high}: what the difference is with 95% confidence. */
  record Interval(double low, double high) {
    /** Whether it says that there is a difference. */
    boolean excludesZero() {
      return low > 0 || high < 0;
    }
  }

  /**
   * How much larger the percentile is in {@code other} than in {@code base}; {@code null} where it
   * falls on values that never came, so that there is nothing to subtract.
   */
  @Nullable Interval difference(Sample base, Sample other, double share) {
    double[] differences = new double[draws];
    for (int i = 0; i < draws; i++) {
      differences[i] = draw(other, share) - draw(base, share);
      if (!Double.isFinite(differences[i])) {
        return null;
      }
    }
    Arrays.sort(differences);
    return new Interval(Ranks.at(differences, TAIL), Ranks.at(differences, 1 - TAIL));
  }

  /** The percentile of one resample. */
  private double draw(Sample sample, double share) {
    int n = (int) Math.min(Integer.MAX_VALUE, Math.max(1, sample.independent()));
    int rank = Ranks.rank(n, share);
    double u = beta(rank, n + 1 - rank);
    return sample.at(u);
  }

  private double beta(int a, int b) {
    double one = gamma(a);
    return one / (one + gamma(b));
  }

  /** For shapes of 1 and more. */
  private double gamma(double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
