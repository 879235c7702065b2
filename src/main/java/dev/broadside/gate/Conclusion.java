package dev.broadside.gate;

import dev.broadside.gate.GateReport.CounterRow;
import dev.broadside.gate.GateReport.Row;
import dev.broadside.gate.GateReport.RulerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One verdict of many, with a sentence for everything that kept it from PASS. */
record Conclusion(Verdict verdict, List<String> reasons) {

  /** Counters first: what they say holds whatever the machine did. */
  static Conclusion of(List<CounterRow> counters, List<Row> rows, @Nullable RulerRow ruler) {
    List<String> reasons = new ArrayList<>();
    for (CounterRow row : counters) {
      if (row.verdict() == Verdict.REGRESSED && row.waived() == null) {
        reasons.add(grew(row));
      }
    }
    if (ruler != null && !ruler.holds()) {
      reasons.add("equal code differs by more than half of delta: this machine is no ruler now");
    }
    for (Row row : rows) {
      if (row.waived() == null && row.verdict() == Verdict.REGRESSED) {
        reasons.add("%s is slower by %s".formatted(row.benchmark(), percent(row.ratio())));
      } else if (row.waived() == null && row.verdict() == Verdict.INCONCLUSIVE) {
        reasons.add("%s is inconclusive: %s".formatted(row.benchmark(), row.note()));
      }
    }
    return new Conclusion(verdict(counters, rows, ruler), reasons);
  }

  private static Verdict verdict(
      List<CounterRow> counters, List<Row> rows, @Nullable RulerRow ruler) {
    List<Verdict> verdicts =
        Stream.concat(
                counters.stream().filter(c -> c.waived() == null).map(CounterRow::verdict),
                rows.stream().filter(r -> r.waived() == null).map(Row::verdict))
            .toList();
    if (verdicts.contains(Verdict.REGRESSED)) {
      return Verdict.REGRESSED;
    }
    if (verdicts.contains(Verdict.INCONCLUSIVE) || (ruler != null && !ruler.holds())) {
      return Verdict.INCONCLUSIVE;
    }
    return verdicts.contains(Verdict.IMPROVED) ? Verdict.IMPROVED : Verdict.PASS;
  }

  private static String grew(CounterRow row) {
    return "%s: %s grew from %s to %s (%s)"
        .formatted(
            row.benchmark(),
            row.counter(),
            Figure.number(row.base()),
            Figure.number(row.head()),
            row.epsilon().equals("exact") ? "none more is allowed" : row.epsilon() + " allowed");
  }

  private static String percent(@Nullable Double ratio) {
    return ratio == null
        ? "an unknown share"
        : String.format(Locale.ROOT, "%.1f%%", 100 * (ratio - 1));
  }
}
