package dev.broadside.gate;

import dev.broadside.gate.GateReport.CounterRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Compares what is counted and not timed: exactly, or within a stated epsilon, without statistics.
 * A side's value is the median of its forks, since one fork may be disturbed and the rest are
 * equal. Where the base's own forks differ by more than the epsilon (allocation for a slow
 * operation has the harness's in it), that much is allowed: it is no exact counter there.
 */
final class Counters {
  private static final Epsilon EXACT = new Epsilon(0, 0);

  private Counters() {}

  static List<CounterRow> compare(Results base, Results head, Map<String, Epsilon> epsilons)
      throws GateException {
    List<CounterRow> rows = new ArrayList<>();
    for (BenchmarkId id : base.counters().keySet()) {
      for (Map.Entry<String, List<Double>> counter : base.counters().get(id).entrySet()) {
        List<Double> after = head.counters().getOrDefault(id, empty()).get(counter.getKey());
        if (after == null) {
          throw new GateException(
              "the head has no counter '%s' of %s, which the base has: measure both alike"
                  .formatted(counter.getKey(), id));
        }
        Epsilon epsilon = epsilons.getOrDefault(counter.getKey(), EXACT);
        rows.add(row(id, counter.getKey(), counter.getValue(), after, epsilon));
      }
    }
    return rows;
  }

  private static SortedMap<String, List<Double>> empty() {
    return Collections.emptySortedMap();
  }

  private static CounterRow row(
      BenchmarkId id, String counter, List<Double> before, List<Double> after, Epsilon epsilon) {
    double base = Results.median(before);
    double head = Results.median(after);
    double spread = Collections.max(before) - Collections.min(before);
    double allowed = Math.max(epsilon.allowed(base), spread);
    String words =
        spread > epsilon.allowed(base)
            ? Figure.number(spread) + ", as the base's own forks differ"
            : epsilon.toString();
    Verdict verdict =
        head > base + allowed
            ? Verdict.REGRESSED
            : head < base - allowed ? Verdict.IMPROVED : Verdict.PASS;
    return new CounterRow(id.toString(), counter, base, head, words, verdict, null);
  }
}
