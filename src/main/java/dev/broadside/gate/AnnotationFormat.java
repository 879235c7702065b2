package dev.broadside.gate;

import dev.broadside.gate.GateReport.CounterRow;
import dev.broadside.gate.GateReport.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * GitHub's workflow commands: an error for what regressed, a warning for what is inconclusive, a
 * notice for what is waived.
 */
final class AnnotationFormat implements GateFormat {

  @Override
  public String render(GateReport report) {
    List<String> lines = new ArrayList<>();
    for (CounterRow row : report.counters()) {
      if (row.verdict() == Verdict.REGRESSED) {
        String says =
            "%s grew from %s to %s"
                .formatted(row.counter(), Figure.number(row.base()), Figure.number(row.head()));
        String command = row.waived() == null ? "error" : "notice";
        lines.add(line(command, row.benchmark(), says));
      }
    }
    for (Row row : report.benchmarks()) {
      boolean regressed = row.verdict() == Verdict.REGRESSED;
      if (regressed || row.verdict() == Verdict.INCONCLUSIVE) {
        String command = row.waived() != null ? "notice" : regressed ? "error" : "warning";
        String says =
            regressed
                ? "slower by %s, at least %s"
                    .formatted(Figure.change(row.ratio()), Figure.change(row.lower()))
                : "inconclusive: " + row.note();
        lines.add(line(command, row.benchmark(), says));
      }
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static String line(String command, String benchmark, String says) {
    return "::%s title=Broadside gate::%s".formatted(command, escape(benchmark + ": " + says));
  }

  /** A line's end would begin another command. */
  private static String escape(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
