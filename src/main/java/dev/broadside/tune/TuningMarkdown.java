package dev.broadside.tune;

import static dev.broadside.report.MarkdownReport.escape;

import java.util.List;
import java.util.stream.Collectors;

/** {@code report.md}: the verdict and all numbers of the page, in GitHub's Markdown. */
public final class TuningMarkdown {
  private TuningMarkdown() {}

  /** The text. */
  public static String render(Tuning tuning) {
    Verdict verdict = tuning.verdict();
    StringBuilder out = new StringBuilder("## Scan or Query?\n\n");
    out.append("**").append(escape(verdict.sentence())).append("**\n\n");
    verdict.reasons().forEach(reason -> out.append("- ").append(escape(reason)).append('\n'));
    out.append("\nAsked: ").append(escape(tuning.words())).append(".\n");
    for (Section section : TuningSections.of(tuning)) {
      out.append("\n### ").append(escape(section.title()));
      out.append(" (").append(escape(section.origin().words())).append(")\n\n");
      section.facts().forEach((name, value) -> out.append(fact(name, value)));
      out.append(escape(section.caption())).append("\n");
      table(section.table(), out);
    }
    out.append("\n### What modelled numbers rest on\n");
    table(Provenance.parameters(tuning), out);
    out.append("\n### Where this page comes from\n");
    table(Provenance.facts(tuning), out);
    return out.toString();
  }

  private static String fact(String name, String value) {
    return "**" + escape(name) + ":** " + escape(value) + "\n\n";
  }

  private static void table(Table table, StringBuilder out) {
    if (table.isEmpty()) {
      return;
    }
    out.append('\n').append(line(table.columns()));
    out.append("|---|").append("---:|".repeat(table.columns().size() - 1)).append('\n');
    table.rows().forEach(row -> out.append(line(row)));
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> escape(cell))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
