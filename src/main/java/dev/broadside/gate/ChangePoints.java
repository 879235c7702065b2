package dev.broadside.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The places where a series changes its level, by E-divisive means (Matteson and James, 2014).
 *
 * <p>A stretch is split where the energy statistic of its two sides is largest; the split counts
 * when none of 999 seeded permutations of the stretch has a larger one, which is p at most 0.001;
 * then each side is a stretch of its own. Of the splits found, those count whose medians, up to the
 * next split on each side, are the magnitude apart.
 *
 * <p>The statistic of sides with {@code m} and {@code n} values is {@code mn / (m + n)} times
 * {@code 2 E|X - Y| - E|X - X'| - E|Y - Y'|}: zero for equal distributions, and it sees a change of
 * level without a model of the noise. The permutations assume nights that are independent of each
 * other; a slow drift is many steps, each perhaps too small to count.
 */
final class ChangePoints {
  private static final int PERMUTATIONS = 999;

  /** Fewer nights on a side are an episode, not a level. */
  private static final int SHORTEST = 5;

  /** Of 13 values or fewer, any split has permutations as good more often than 1 in 1,000. */
  static final int FEWEST = 14;

  private final double magnitude;
  private final SplittableRandom random;

  /**
   * Finds changes by at least {@code magnitude}, a difference of logarithms.
   *
   * @param random of the permutations
   */
  ChangePoints(double magnitude, SplittableRandom random) {
    this.magnitude = magnitude;
    this.random = random;
  }

  private record Split(int at, double statistic) {}

  /**
   * A change of level.
   *
   * @param at the first index on the new level
   * @param step how far the median moved
   * @param before how many values the level before has, up to the next split
   * @param after how many the new level has
   */
  record Change(int at, double step, int before, int after) {}

  /** The changes in their order. */
  List<Change> in(double[] logs) {
    List<Integer> splits = new ArrayList<>();
    divide(logs, 0, logs.length, splits);
    splits.addAll(List.of(0, logs.length));
    splits.sort(null);
    return IntStream.range(1, splits.size() - 1)
        .mapToObj(i -> change(logs, splits.get(i - 1), splits.get(i), splits.get(i + 1)))
        .filter(change -> Math.abs(change.step) >= magnitude)
        .toList();
  }

  private static Change change(double[] logs, int from, int at, int to) {
    double step = median(logs, at, to) - median(logs, from, at);
    return new Change(at, step, at - from, to - at);
  }

  private static double median(double[] values, int from, int to) {
    return Results.median(Arrays.stream(values, from, to).boxed().toList());
  }

  private void divide(double[] logs, int from, int to, List<Integer> found) {
    if (to - from < FEWEST) {
      return;
    }
    double[] stretch = Arrays.copyOfRange(logs, from, to);
    Split best = best(stretch);
    if (!isSignificant(stretch, best.statistic)) {
      return;
    }
    found.add(from + best.at);
    divide(logs, from, from + best.at, found);
    divide(logs, from + best.at, to, found);
  }

  /** One permutation as good as the truth is one too many. */
  private boolean isSignificant(double[] stretch, double statistic) {
    double[] shuffled = stretch.clone();
    for (int i = 0; i < PERMUTATIONS; i++) {
      shuffle(shuffled);
      if (best(shuffled).statistic >= statistic) {
        return false;
      }
    }
    return true;
  }

  private void shuffle(double[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  /** Moves one value after the other to the left side, and with it its distances to all others. */
  private static Split best(double[] x) {
    double between = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < x.length; i++) {
      right += distances(x, i, i + 1, x.length);
    }
    Split best = new Split(0, Double.NEGATIVE_INFINITY);
    for (int m = 1; m <= x.length - SHORTEST; m++) {
      double toLeft = distances(x, m - 1, 0, m - 1);
      double toRight = distances(x, m - 1, m, x.length);
      left += toLeft;
      right -= toRight;
      between += toRight - toLeft;
      if (m >= SHORTEST) {
        double n = x.length - m;
        double energy =
            2 * between / (m * n) - left / (m * (m - 1) / 2.0) - right / (n * (n - 1) / 2);
        double statistic = m * n / (m + n) * energy;
        if (statistic > best.statistic) {
          best = new Split(m, statistic);
        }
      }
    }
    return best;
  }

  private static double distances(double[] x, int of, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(x[i] - x[of]);
    }
    return sum;
  }
}
