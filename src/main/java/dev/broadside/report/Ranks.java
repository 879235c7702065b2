package dev.broadside.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Percentiles of a sample by rank: value i of n sorted ones is the percentile i / n. */
final class Ranks {
  private Ranks() {}

  /** The value that {@code share} of the sorted ones do not exceed; NaN of none. */
  static double at(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[rank(sorted.length, share) - 1];
  }

  /** From 1 to {@code n}. */
  static int rank(int n, double share) {
    return Math.max(1, Math.min(n, (int) Math.ceil(share * n - 1e-9)));
  }

  static <T> double[] sorted(List<T> of, ToDoubleFunction<T> value) {
    return of.stream().mapToDouble(value).sorted().toArray();
  }
}
