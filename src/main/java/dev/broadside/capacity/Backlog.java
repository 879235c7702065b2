package dev.broadside.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a backlog grows: whether the last receiver is later and later, as it is where more comes
 * in than goes out.
 *
 * <p>The slope of the latency over time is estimated from the means of twelve parts of equal length
 * and not from the broadcasts: neighbours wait for each other, and their number would claim a
 * precision that they do not have. It grows if the slope is above 0 at 99%, one-sided, by Student's
 * distribution with ten degrees of freedom, and if a minute of it adds 2% of the SLO's time at
 * least: what needs an hour to matter is no knee.
 */
public final class Backlog {
  private static final int PARTS = 12;
  private static final double ERROR = 0.01;
  private static final double T = IncompleteBeta.studentQuantile(ERROR, PARTS - 2);
  private static final double MATTERS = 0.02;
  private static final double RUNS_AWAY = 1;
  private static final double MINUTE = 60;
  private static final double SHORTEST_SECONDS = 20;

  private Backlog() {}

  /** The mean of {@code count} latencies around a moment. */
  public record Part(double second, double millis, long count) {}

  /** Whether it grows by these, in the order of time, against a limit. */
  public static boolean grows(List<Part> intervals, double limitMillis) {
    return grows(intervals, limitMillis, MATTERS);
  }

  /**
   * Whether it grows so fast, by the whole limit in a minute, that there is nothing to wait for.
   * Somebody who looks again and again finds noise that grows sooner or later; but not so.
   */
  public static boolean runsAway(List<Part> intervals, double limitMillis) {
    return grows(intervals, limitMillis, RUNS_AWAY);
  }

  private static boolean grows(List<Part> intervals, double limitMillis, double matters) {
    if (intervals.isEmpty()) {
      return false;
    }
    double from = intervals.getFirst().second();
    double length = intervals.getLast().second() - from;
    if (length < SHORTEST_SECONDS) {
      return false;
    }
    double[] sums = new double[PARTS];
    long[] counts = new long[PARTS];
    for (Part interval : intervals) {
      int part = (int) Math.min(PARTS - 1, (interval.second() - from) / length * PARTS);
      sums[part] += interval.millis() * interval.count();
      counts[part] += interval.count();
    }
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      if (counts[i] == 0) {
        return false;
      }
      means.add(sums[i] / counts[i]);
    }
    return isSlope(means, length / PARTS, matters * limitMillis);
  }

  private static boolean isSlope(List<Double> means, double seconds, double leastMillis) {
    double middle = (PARTS - 1) / 2.0;
    double mean = means.stream().mapToDouble(m -> m).average().orElseThrow();
    double spread = 0;
    double together = 0;
    for (int i = 0; i < PARTS; i++) {
      spread += (i - middle) * (i - middle);
      together += (i - middle) * (means.get(i) - mean);
    }
    double slope = together / spread;
    double rest = 0;
    for (int i = 0; i < PARTS; i++) {
      double off = means.get(i) - mean - slope * (i - middle);
      rest += off * off;
    }
    double error = Math.sqrt(rest / (PARTS - 2) / spread);
    return slope > T * error && slope / seconds * MINUTE >= leastMillis;
  }
}
