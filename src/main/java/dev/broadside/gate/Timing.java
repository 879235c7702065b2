package dev.broadside.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What the forks of one benchmark took, one value a fork: iterations within a fork are not
 * independent of each other.
 *
 * @param mode as JMH names it ({@code thrpt}, {@code avgt}, {@code sample}, {@code ss}), or {@code
 *     run}
 * @param conditions what must be equal for two timings to be comparable: JDK, machine, lengths
 */
record Timing(String mode, String unit, List<Double> forks, SortedMap<String, String> conditions) {

  /** Throughput: the more the better. Everything else is a time. */
  boolean isRate() {
    return mode.equals("thrpt");
  }

  /** The logarithm of a fork's time, but for a constant that a ratio does not see. */
  double logTime(int fork) {
    double log = Math.log(forks.get(fork));
    return isRate() ? -log : log;
  }

  /** The forks' median, as the reports show it. */
  double median() {
    return Results.median(forks);
  }

  /** The same with the forks of {@code other} as well. */
  Timing and(Timing other) {
    List<Double> all = new ArrayList<>(forks);
    all.addAll(other.forks);
    return new Timing(mode, unit, all, conditions);
  }
}
