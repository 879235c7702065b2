package dev.broadside.cli;

import dev.broadside.gate.GateReport;
import dev.broadside.gate.Verdict;
import dev.broadside.report.IntervalPage;
import dev.broadside.report.IntervalPage.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gate.html}: what the gate found, in the terms of {@link IntervalPage}. */
final class GatePage {
  private GatePage() {}

  static String html(GateReport report) {
    return new IntervalPage(
            report.verdict().toString() + (report.interrupted() ? ", interrupted" : ""),
            outcome(report.verdict(), null),
            "Is %s slower than %s?".formatted(report.head(), report.base()),
            report.reasons(),
            notes(report),
            report.delta(),
            report.tolerance(),
            report.counters().stream().map(GatePage::counter).toList(),
            report.benchmarks().stream().map(GatePage::row).toList())
        .html();
  }

  private static Outcome outcome(Verdict verdict, @Nullable String waived) {
    return switch (verdict) {
      case PASS, IMPROVED -> Outcome.FINE;
      case REGRESSED -> waived == null ? Outcome.SLOWER : Outcome.OPEN;
      case INCONCLUSIVE -> Outcome.OPEN;
    };
  }

  private static List<String> notes(GateReport report) {
    List<String> notes = new ArrayList<>();
    notes.add(
        report.paired()
            ? "Measured in turn on one machine, seed " + report.seed() + "."
            : "Unpaired: measured apart, so that a change of the machine is part of each ratio.");
    if (!report.mixed().isEmpty()) {
      notes.add("Mixed, as allowed: " + String.join("; ", report.mixed()) + ".");
    }
    if (!report.added().isEmpty()) {
      notes.add("New on the head: " + String.join(", ", report.added()) + ".");
    }
    return notes;
  }

  private static IntervalPage.Counter counter(GateReport.CounterRow row) {
    return new IntervalPage.Counter(
        row.benchmark() + ": " + row.counter(),
        row.base(),
        row.head(),
        row.epsilon(),
        word(row.verdict(), row.waived()),
        outcome(row.verdict(), row.waived()));
  }

  private static IntervalPage.Row row(GateReport.Row row) {
    String waived = row.waived();
    return new IntervalPage.Row(
        row.benchmark(),
        row.unit(),
        row.base(),
        row.head(),
        change(row.lower()),
        change(row.ratio()),
        change(row.upper()),
        word(row.verdict(), waived),
        waived == null ? row.note() : "waived: " + waived,
        outcome(row.verdict(), waived));
  }

  private static String word(Verdict verdict, @Nullable String waived) {
    return waived == null ? verdict.toString() : verdict + ", waived";
  }

  private static @Nullable Double change(@Nullable Double ratio) {
    return ratio == null ? null : ratio - 1;
  }
}
