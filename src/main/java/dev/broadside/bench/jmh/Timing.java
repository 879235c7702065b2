package dev.broadside.bench.jmh;

import java.util.List;
import org.openjdk.jmh.results.RunResult;

/**
 * A time as the forks have it: each fork's mean is one observation, since the iterations of one
 * fork are not independent.
 *
 * @param forks the mean of each
 * @param low where the interval of the mean begins, at 99%; the mean itself for one fork
 * @param high where it ends
 * @param bytes that one operation allocates
 */
public record Timing(List<Double> forks, double mean, double low, double high, double bytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  static Timing of(RunResult result) {
    List<Double> forks =
        result.getBenchmarkResults().stream()
            .map(fork -> fork.getPrimaryResult().getScore())
            .toList();
    var allocated = result.getSecondaryResults().get(ALLOCATED);
    return of(forks, allocated == null ? 0 : allocated.getScore());
  }

  static Timing of(List<Double> forks, double bytes) {
    Interval interval = Interval.of(forks);
    // A time is not below zero, however little three forks say.
    return new Timing(forks, interval.mean(), Math.max(0, interval.low()), interval.high(), bytes);
  }
}
