package dev.broadside.bench.jmh;

import java.util.List;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A mean of the forks with its interval at 99%, by Student's t over the forks' means: the
 * iterations of one fork are not independent. Of one fork the interval is the mean itself.
 */
public record Interval(double low, double mean, double high) {
  private static final double CONFIDENCE = 0.99;

  static Interval of(List<Double> forks) {
    ListStatistics statistics =
        new ListStatistics(forks.stream().mapToDouble(Double::doubleValue).toArray());
    double mean = statistics.getMean();
    if (forks.size() < 2) {
      return new Interval(mean, mean, mean);
    }
    double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
    return new Interval(interval[0], mean, interval[1]);
  }
}
