package dev.broadside.capacity;

import dev.broadside.capacity.CapacityReport.Law;
import dev.broadside.capacity.CapacityTables.Table;
import dev.broadside.report.MarkdownReport;
import java.util.List;
import java.util.stream.Collectors;

/** {@code report.md}: the answer of a search, for a terminal and for a job's page. */
public final class CapacityMarkdown {
  private CapacityMarkdown() {}

  /** The page. */
  public static String render(CapacityReport report) {
    StringBuilder out = new StringBuilder();
    out.append("## ").append(text(report.answer().sentence())).append("\n\n");
    out.append("**").append(text(report.about().question())).append("**\n\n");
    out.append("SLO: ").append(text(report.about().goal())).append(".\n\n");
    for (String reason : report.answer().reasons()) {
      out.append("- ").append(text(reason)).append('\n');
    }
    out.append('\n');
    append(out, CapacityTables.points(report));
    Law law = report.law();
    if (law != null) {
      out.append("\n### ").append("The law of ").append(text(law.of())).append("\n\n");
      append(out, CapacityTables.law(law));
      out.append('\n');
      law.sentences().forEach(s -> out.append("- ").append(text(s)).append('\n'));
    }
    if (!report.quotas().isEmpty()) {
      out.append("\n### AWS's default quotas on this axis\n\n");
      append(out, CapacityTables.quotas(report));
    }
    return out.append('\n').toString();
  }

  private static void append(StringBuilder out, Table table) {
    line(out, table.columns());
    line(out, table.columns().stream().map(column -> "---").toList());
    table.rows().forEach(row -> line(out, row.stream().map(CapacityMarkdown::text).toList()));
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String text(String text) {
    return MarkdownReport.escape(text);
  }
}
