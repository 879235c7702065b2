package dev.broadside.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one side's forks gave: timings, and counters that need no statistics.
 *
 * @param counters by benchmark and counter, one value a fork
 */
record Results(
    SortedMap<BenchmarkId, Timing> timings,
    SortedMap<BenchmarkId, SortedMap<String, List<Double>>> counters) {

  Results() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  /** Adds one benchmark's timing; refuses another mode or unit than it had. */
  void add(String side, BenchmarkId id, Timing timing, Mixed mixed) throws GateException {
    Timing before = timings.get(id);
    if (before != null) {
      mixed.require(id, side + " before", before, side, timing);
    }
    timings.put(id, before == null ? timing : before.and(timing));
  }

  void count(BenchmarkId id, String counter, List<Double> values) {
    counters
        .computeIfAbsent(id, key -> new TreeMap<>())
        .computeIfAbsent(counter, key -> new ArrayList<>())
        .addAll(values);
  }

  /** The same without its timings. */
  Results counts() {
    return new Results(new TreeMap<>(), counters);
  }

  /** Adds all of {@code more}, further forks of the same side. */
  void addAll(String side, Results more, Mixed mixed) throws GateException {
    for (Map.Entry<BenchmarkId, Timing> entry : more.timings.entrySet()) {
      add(side, entry.getKey(), entry.getValue(), mixed);
    }
    more.counters.forEach(
        (id, byName) -> byName.forEach((counter, values) -> count(id, counter, values)));
  }

  /** Refuses a head that has lost a benchmark of the base, and a base without any. */
  static void requireAll(Results base, Results head) throws GateException {
    if (base.timings.isEmpty()) {
      throw new GateException("the base holds no benchmark: measure some, or check the pattern");
    }
    for (BenchmarkId id : base.timings.keySet()) {
      requirePresent(id, head.timings.containsKey(id));
    }
  }

  static void requirePresent(BenchmarkId id, boolean inHead) throws GateException {
    if (!inHead) {
      throw new GateException(
          id
              + " vanished: the base has it and the head does not; measure it, or remove it on the"
              + " base first");
    }
  }

  /** What only the head has, and nothing can be said about. */
  static List<String> added(Results base, Results head) {
    return head.timings.keySet().stream()
        .filter(id -> !base.timings.containsKey(id))
        .map(BenchmarkId::toString)
        .toList();
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
