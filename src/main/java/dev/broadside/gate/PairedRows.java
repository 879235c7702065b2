package dev.broadside.gate;

import dev.broadside.gate.GateReport.Row;
import dev.broadside.gate.GateReport.RulerRow;
import dev.broadside.gate.Suite.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a suite decided, as rows of the report. */
final class PairedRows {
  private final Comparison comparison;
  private final Suite suite;
  private final Rules rules;

  PairedRows(Comparison comparison, Rules rules) {
    this.comparison = comparison;
    this.suite = comparison.suite();
    this.rules = rules;
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < comparison.ids().size(); i++) {
      BenchmarkId id = comparison.ids().get(i);
      Timing base = comparison.base().timings().get(id);
      Timing head = comparison.head().timings().get(id);
      rows.add(base == null || head == null ? nothing(id) : row(i, id, base, head));
    }
    return rows;
  }

  private static Row nothing(BenchmarkId id) {
    String note = "it was not measured: give --budget more";
    return new Row(
        id.toString(),
        "",
        "",
        0,
        0,
        null,
        null,
        null,
        "screen",
        0,
        0,
        null,
        Verdict.INCONCLUSIVE,
        note,
        null);
  }

  private Row row(int index, BenchmarkId id, Timing base, Timing head) {
    Subject subject = suite.subject(index);
    boolean confirmed = suite.isSuspect(index) && subject.confirm().count() > 1;
    Estimate estimate = Estimate.of(confirmed ? subject.confirm() : subject.screen());
    double alarm = rules.alarmLevel(Math.max(1, suite.suspectCount()));
    double clear = confirmed ? rules.clearLevel() : rules.screenLevel();
    Verdict verdict = suite.verdict(index);
    return new Judgement(
            estimate,
            alarm,
            clear,
            confirmed ? "confirmation" : "screen",
            estimate.hasLimits()
                ? estimate.after(rules.confirmLooks().getLast()).detectable(rules.logDelta(), alarm)
                : null,
            verdict,
            verdict == Verdict.INCONCLUSIVE ? note(index) : null)
        .row(id, base, head);
  }

  private String note(int index) {
    Subject subject = suite.subject(index);
    int last = rules.confirmLooks().getLast();
    if (!suite.ruler().holds()) {
      return "the ruler moved; repeat it on a quieter machine";
    }
    return switch (Screen.of(subject.screen(), rules)) {
      case MORE ->
          "the budget ended after %s pairs: give --budget more".formatted(subject.screen().count());
      case UNDECIDED, PASS ->
          "%s pairs scatter too much: use longer forks or a quieter machine"
              .formatted(subject.screen().count());
      case SUSPECT ->
          subject.confirm().count() < last
              ? "suspected, and the budget ended after %s of up to %s fresh pairs: give --budget more"
                  .formatted(subject.confirm().count(), last)
              : "suspected, and %s fresh pairs leave it open: use longer forks".formatted(last);
    };
  }

  @Nullable RulerRow ruler() {
    Ruler ruler = suite.ruler();
    return new RulerRow(
        ruler.pairs(),
        Estimate.ratio(ruler.pairs() == 0 ? Double.NaN : ruler.mean()),
        Estimate.ratio(ruler.mean() - ruler.reach()),
        Estimate.ratio(ruler.mean() + ruler.reach()),
        ruler.holds());
  }
}
