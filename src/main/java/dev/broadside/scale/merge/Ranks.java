package dev.broadside.scale.merge;

import java.util.Arrays;

/**
 * What a sample says of the median of what it was drawn from, whatever the distribution. How many
 * of {@code n} values are below the median is binomial with a half, so with {@code z} standard
 * deviations of {@code sqrt(n) / 2} either way the median lies between the values of rank {@code (n
 * - z sqrt(n)) / 2} and {@code (n + z sqrt(n)) / 2 + 1}.
 */
final class Ranks {
  /**
   * Chance goes further, to one side, in 1 case of 100,000: with 100 shards asked, in 1 run of
   * 1,000.
   */
  static final double Z = 4.3;

  private Ranks() {}

  /** Between what the median lies; everything, where there are too few values. */
  record Interval(double least, double most) {
    static final Interval UNKNOWN =
        new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** How far from 0 it is all of; 0 where it holds 0. The sign is the side. */
    double awayFromZero() {
      return least > 0 ? least : Math.min(0, most);
    }
  }

  static Interval median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    double spread = Z * Math.sqrt(sorted.length) / 2;
    int least = (int) Math.floor(sorted.length / 2.0 - spread) - 1;
    int most = (int) Math.ceil(sorted.length / 2.0 + spread);
    return least < 0 || most >= sorted.length
        ? Interval.UNKNOWN
        : new Interval((double) sorted[least], (double) sorted[most]);
  }

  /** Whether so many of {@code n} are not chance, when each is as likely as not. */
  static boolean isMoreThanChance(long count, long n) {
    return n > 0 && count - n / 2.0 > Z * Math.sqrt((double) n) / 2;
  }
}
