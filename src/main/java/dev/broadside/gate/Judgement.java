package dev.broadside.gate;

import dev.broadside.gate.GateReport.Row;
import org.jspecify.annotations.Nullable;

/**
 * What was made of two timings of a benchmark, whichever way they were compared.
 *
 * @param alarm the level of the lower limit
 * @param clear the level of the upper one
 * @param basis as in {@link Row}, like the last three
 */
record Judgement(
    Estimate estimate,
    double alarm,
    double clear,
    String basis,
    @Nullable Double detectable,
    Verdict verdict,
    @Nullable String note) {

  /** The report's row of it. */
  Row row(BenchmarkId id, Timing base, Timing head) {
    boolean limits = estimate.hasLimits();
    return new Row(
        id.toString(),
        base.mode(),
        base.unit(),
        base.median(),
        head.median(),
        estimate.ratio(),
        limits ? Estimate.ratio(estimate.lower(alarm)) : null,
        limits ? Estimate.ratio(estimate.upper(clear)) : null,
        basis,
        base.forks().size(),
        head.forks().size(),
        detectable,
        verdict,
        note,
        null);
  }
}
