package dev.broadside.gate;

import dev.broadside.gate.GateReport.CounterRow;
import dev.broadside.gate.GateReport.Row;
import dev.broadside.gate.GateReport.RulerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code gate.md}: the verdict with its reasons, the counters, and a line for each benchmark. */
final class MarkdownFormat implements GateFormat {

  @Override
  public String render(GateReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("## Gate: " + report.verdict());
    lines.add("");
    report.reasons().forEach(reason -> lines.add("* " + text(reason)));
    if (!report.reasons().isEmpty()) {
      lines.add("");
    }
    lines.add("Base " + text(report.base()) + ", head " + text(report.head()) + ".");
    lines.add(method(report));
    if (!report.counters().isEmpty()) {
      lines.add("");
      lines.add("| counter | of | base | head | allowed | verdict |");
      lines.add("|---|---|--:|--:|---|---|");
      report.counters().forEach(row -> lines.add(counter(row)));
    }
    lines.add("");
    lines.add(
        "| benchmark | base | head | slower by | at least | at most | forks | detectable | verdict |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|--:|---|");
    report.benchmarks().forEach(row -> lines.add(benchmark(row)));
    report.added().forEach(id -> lines.add("| " + text(id) + " | new | | | | | | | |"));
    return String.join("\n", lines) + "\n";
  }

  private static String method(GateReport report) {
    StringBuilder words = new StringBuilder();
    if (report.paired()) {
      words.append("Measured in turn on one machine, seed ").append(report.seed()).append(". ");
      words.append(ruler(report.ruler()));
      if (report.droppedPairs() > 0) {
        words.append(
            " Begun, and interrupted or INVALID: %s pair.".formatted(report.droppedPairs()));
      }
    } else {
      words.append(
          "**Unpaired**: the sides were measured apart, so that a change of the machine is part of"
              + " the ratio.");
    }
    if (report.interrupted()) {
      words.append(" **Interrupted.**");
    }
    if (!report.mixed().isEmpty()) {
      words
          .append(" **Mixed**, as allowed: ")
          .append(text(String.join("; ", report.mixed())))
          .append('.');
    }
    words.append(
        String.format(
            Locale.ROOT,
            " A slowdown up to %s does not matter, one of %s must not pass.",
            Figure.percent(report.delta()),
            Figure.percent(report.tolerance())));
    return words.toString();
  }

  private static String ruler(@Nullable RulerRow ruler) {
    if (ruler == null || ruler.lower() == null) {
      return "Base against base was not measured often enough to say anything.";
    }
    return "Base against base, %s pairs: %s (%s to %s)%s."
        .formatted(
            ruler.pairs(),
            Figure.change(ruler.ratio()),
            Figure.change(ruler.lower()),
            Figure.change(ruler.upper()),
            ruler.holds() ? "" : ", **beyond half of what matters**");
  }

  private static String counter(CounterRow row) {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            text(row.counter()),
            text(row.benchmark()),
            Figure.number(row.base()),
            Figure.number(row.head()),
            row.epsilon(),
            verdict(row.verdict(), row.waived()));
  }

  private static String benchmark(Row row) {
    return "| %s | %s | %s %s | %s | %s | %s | %s + %s | %s | %s |"
        .formatted(
            text(row.benchmark()),
            Figure.number(row.base()),
            Figure.number(row.head()),
            text(row.unit()),
            Figure.change(row.ratio()),
            Figure.change(row.lower()),
            Figure.change(row.upper()),
            row.baseForks(),
            row.headForks(),
            Figure.percent(row.detectable()),
            verdict(row.verdict(), row.waived()));
  }

  private static String verdict(Verdict verdict, @Nullable String waived) {
    boolean loud = waived == null && verdict == Verdict.REGRESSED;
    return (loud ? "**" + verdict + "**" : verdict.toString())
        + (waived == null ? "" : ", waived: " + text(waived));
  }

  /** A text from outside, which must neither end a cell nor become markup. */
  static String text(String text) {
    return text.replaceAll("[\\p{Cntrl}]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\|*_`\\[\\]])", "\\\\$1");
  }
}
