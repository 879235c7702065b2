package dev.broadside.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A distribution by rank: value i of the sorted sample of n is the percentile of every share in ((i
 * - 1) / n, i / n].
 *
 * @param steps the values that came, ascending
 * @param total all values that were due; those that never came rank above all others
 */
record Curve(List<Step> steps, long total) {

  /** Ranks {@code after + 1} to {@code upTo} share one recorded value. */
  record Step(long after, long upTo, double millis) {}

  /** The values that came, and how many never did. */
  static Curve of(Histogram nanos, long missing) {
    List<Step> steps = new ArrayList<>();
    long rank = 0;
    for (HistogramIterationValue value : nanos.recordedValues()) {
      long upTo = rank + value.getCountAtValueIteratedTo();
      double millis = value.getValueIteratedTo() / 1e6;
      steps.add(new Step(rank, upTo, millis));
      rank = upTo;
    }
    return new Curve(List.copyOf(steps), Math.max(rank, rank + missing));
  }

  /** The same of sorted milliseconds, of which those that never came are infinite. */
  static Curve of(double[] sortedMillis) {
    List<Step> steps = new ArrayList<>();
    int after = 0;
    while (after < sortedMillis.length && Double.isFinite(sortedMillis[after])) {
      int upTo = after + 1;
      while (upTo < sortedMillis.length && sortedMillis[upTo] == sortedMillis[after]) {
        upTo++;
      }
      steps.add(new Step(after, upTo, sortedMillis[after]));
      after = upTo;
    }
    return new Curve(List.copyOf(steps), sortedMillis.length);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  long came() {
    return steps.isEmpty() ? 0 : steps.getLast().upTo();
  }

  long missing() {
    return total - came();
  }

  double min() {
    return steps.getFirst().millis();
  }

  double median() {
    long rank = (came() + 1) / 2;
    return steps.stream().filter(s -> s.upTo() >= rank).findFirst().orElseThrow().millis();
  }

  double max() {
    return steps.getLast().millis();
  }

  /** Nines of the share of values up to a rank: 1 for 90%, 2 for 99%; the last rank is half in. */
  double nines(long rank) {
    // Not by way of the share, which is 1 to a double when the total is large.
    return Math.log10(total / Math.max((double) (total - rank), 0.5));
  }
}
