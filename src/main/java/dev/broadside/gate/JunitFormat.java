package dev.broadside.gate;

import dev.broadside.gate.GateReport.CounterRow;
import dev.broadside.gate.GateReport.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code junit.xml}: what regressed is a failure, what is inconclusive or waived is skipped. */
final class JunitFormat implements GateFormat {

  private record Case(
      String group, String name, Verdict verdict, @Nullable String waived, String says) {
    boolean failed() {
      return verdict == Verdict.REGRESSED && waived == null;
    }

    boolean skipped() {
      return verdict == Verdict.INCONCLUSIVE || waived != null;
    }
  }

  @Override
  public String render(GateReport report) {
    List<Case> cases = new ArrayList<>();
    report.counters().forEach(row -> cases.add(of(row)));
    report.benchmarks().forEach(row -> cases.add(of(row)));
    StringBuilder xml = new StringBuilder();
    xml.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"Broadside gate\">\n");
    xml.append(
        "  <testsuite name=\"gate\" tests=\"%s\" failures=\"%s\" errors=\"0\" skipped=\"%s\">\n"
            .formatted(
                cases.size(),
                cases.stream().filter(Case::failed).count(),
                cases.stream().filter(Case::skipped).count()));
    cases.forEach(c -> xml.append(testcase(c)));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static Case of(CounterRow row) {
    String says =
        "%s to %s, %s allowed"
            .formatted(Figure.number(row.base()), Figure.number(row.head()), row.epsilon());
    return new Case(
        "counters", row.benchmark() + ": " + row.counter(), row.verdict(), row.waived(), says);
  }

  private static Case of(Row row) {
    String says =
        "slower by %s, at least %s, at most %s"
            .formatted(
                Figure.change(row.ratio()), Figure.change(row.lower()), Figure.change(row.upper()));
    String note = row.note();
    return new Case(
        "benchmarks",
        row.benchmark(),
        row.verdict(),
        row.waived(),
        note == null ? says : says + "; " + note);
  }

  private static String testcase(Case test) {
    String said = escape(test.verdict() + ": " + test.says());
    String outcome;
    if (test.failed()) {
      outcome = "<failure type=\"REGRESSED\" message=\"" + said + "\"/>";
    } else if (test.skipped()) {
      String waived = test.waived() == null ? "" : escape("waived: " + test.waived() + "; ");
      outcome = "<skipped message=\"" + waived + said + "\"/>";
    } else {
      outcome = "<system-out>" + said + "</system-out>";
    }
    return "    <testcase classname=\"broadside.gate.%s\" name=\"%s\">%s</testcase>\n"
        .formatted(test.group(), escape(test.name()), outcome);
  }

  private static String escape(String text) {
    // XML 1.0 has no way to write most control characters.
    return text.replaceAll("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
