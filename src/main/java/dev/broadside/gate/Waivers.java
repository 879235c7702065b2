package dev.broadside.gate;

import dev.broadside.gate.GateReport.CounterRow;
import dev.broadside.gate.GateReport.Row;
import dev.broadside.scenario.GateFile.Waiver;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Marks what is waived, with the reason; the verdict stays visible and does not count. */
final class Waivers {
  private final List<Waiver> waivers;

  Waivers(List<Waiver> waivers) {
    this.waivers = waivers;
  }

  List<Row> rows(List<Row> rows) {
    return rows.stream().map(this::waived).toList();
  }

  List<CounterRow> counters(List<CounterRow> rows) {
    return rows.stream().map(this::waived).toList();
  }

  private CounterRow waived(CounterRow row) {
    return new CounterRow(
        row.benchmark(),
        row.counter(),
        row.base(),
        row.head(),
        row.epsilon(),
        row.verdict(),
        reason(row.benchmark()));
  }

  private Row waived(Row row) {
    return new Row(
        row.benchmark(),
        row.mode(),
        row.unit(),
        row.base(),
        row.head(),
        row.ratio(),
        row.lower(),
        row.upper(),
        row.basis(),
        row.baseForks(),
        row.headForks(),
        row.detectable(),
        row.verdict(),
        row.note(),
        reason(row.benchmark()));
  }

  private @Nullable String reason(String benchmark) {
    for (Waiver waiver : waivers) {
      if (pattern(waiver.benchmark()).matcher(benchmark).matches()) {
        return waiver.reason() + " (until " + waiver.until() + ")";
      }
    }
    return null;
  }

  private static Pattern pattern(String written) {
    return Pattern.compile(
        Stream.of(written.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
