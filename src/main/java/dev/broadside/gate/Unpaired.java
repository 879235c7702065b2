package dev.broadside.gate;

import dev.broadside.gate.GateReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Judges results that exist: Welch on the logarithms of fork means, all at one look. Nothing was
 * measured in turn, so that what changed on the machine in between is part of the ratio, and no
 * fresh forks can confirm: the levels are divided by all benchmarks.
 */
final class Unpaired {
  private static final int ENOUGH_FORKS = 6;

  private final Rules rules;
  private final Mixed mixed;

  Unpaired(Rules rules, Mixed mixed) {
    this.rules = rules;
    this.mixed = mixed;
  }

  List<Row> rows(Results base, Results head) throws GateException {
    Results.requireAll(base, head);
    double alarm = 1 - rules.alarm() / base.timings().size();
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<BenchmarkId, Timing> entry : base.timings().entrySet()) {
      SortedMap<BenchmarkId, Timing> after = head.timings();
      Timing timing = Objects.requireNonNull(after.get(entry.getKey()));
      mixed.require(entry.getKey(), "base", entry.getValue(), "head", timing);
      rows.add(row(entry.getKey(), entry.getValue(), timing, alarm));
    }
    return rows;
  }

  private Row row(BenchmarkId id, Timing base, Timing head, double alarm) {
    Estimate estimate = Estimate.welch(logs(base), logs(head));
    double clear = 1 - rules.miss();
    boolean limits = estimate.hasLimits();
    Verdict verdict = limits ? verdict(estimate, alarm, clear) : Verdict.INCONCLUSIVE;
    return new Judgement(
            estimate,
            alarm,
            clear,
            "forks",
            estimate.detectable(rules.logDelta(), alarm),
            verdict,
            verdict == Verdict.INCONCLUSIVE ? note(base, head) : null)
        .row(id, base, head);
  }

  private Verdict verdict(Estimate estimate, double alarm, double clear) {
    if (estimate.lower(alarm) > rules.logDelta()) {
      return Verdict.REGRESSED;
    }
    if (estimate.upper(alarm) < -rules.logDelta()) {
      return Verdict.IMPROVED;
    }
    return estimate.upper(clear) < rules.logTolerance() ? Verdict.PASS : Verdict.INCONCLUSIVE;
  }

  private static String note(Timing base, Timing head) {
    int forks = Math.min(base.forks().size(), head.forks().size());
    return forks < ENOUGH_FORKS
        ? "%s of a side's forks say too little: measure at least %s, better in turn with --base"
            .formatted(forks, ENOUGH_FORKS)
        : "the forks differ too much: measure at least %s, better in turn with --base"
            .formatted(2 * forks);
  }

  private static double[] logs(Timing timing) {
    return IntStream.range(0, timing.forks().size()).mapToDouble(timing::logTime).toArray();
  }
}
