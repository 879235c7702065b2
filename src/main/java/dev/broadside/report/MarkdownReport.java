package dev.broadside.report;

import dev.broadside.measure.CloudView;
import dev.broadside.measure.RunSummary;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code report.md}: a run for a job summary, in GitHub's Markdown. */
public final class MarkdownReport implements ReportFormat {

  @Override
  public String render(RunReport report) {
    RunSummary summary = report.summary();
    StringBuilder out = new StringBuilder();
    head(summary, out);
    out.append("\n### Latency from the intended time\n\n");
    latencies(report, out);
    out.append("\n").append(escape(Support.of(summary).sentence()));
    out.append(
        " (first, 90%, 99% and last are over broadcasts, delivery and service over deliveries");
    out.append(LatencyRow.caveat(summary)).append(").\n");
    rooms(RoomSection.rows(summary), out);
    out.append("\n### Books\n\n");
    ChurnLine.of(summary).ifPresent(text -> out.append(escape("Churn: " + text)).append(".\n\n"));
    books(summary, out);
    cloud(report.cloud(), out);
    out.append(ShardsSection.markdown(report.shards()));
    out.append("\n### Validity: ").append(ValidityLine.of(summary.validity().checks()));
    out.append("\n\n");
    validity(summary.validity().checks(), out);
    book(Book.parameters(summary), out);
    book(Book.environment(summary), out);
    return out.toString();
  }

  private static void head(RunSummary summary, StringBuilder out) {
    RunSummary.Status status = summary.verdict().status();
    String mark =
        switch (status) {
          case PASS -> "✅";
          case FAIL -> "❌";
          case INVALID -> "⚠️";
        };
    out.append(
        "## %s %s: %s%s\n"
            .formatted(
                mark,
                status,
                escape(summary.run().scenario()),
                summary.interrupted() ? " (interrupted)" : ""));
    if (!summary.run().question().isBlank()) {
      out.append("\n**").append(escape(summary.run().question())).append("**\n");
    }
    out.append('\n');
    summary.verdict().reasons().forEach(r -> out.append("- ").append(escape(r)).append('\n'));
    if (!summary.verdict().reasons().isEmpty()) {
      out.append('\n');
    }
    out.append("Where: ").append(escape(Place.of(summary.run()))).append(".\n");
  }

  private static void latencies(RunReport report, StringBuilder out) {
    row(out, "", LatencyRow.COLUMNS);
    out.append("|---|").append("---:|".repeat(LatencyRow.COLUMNS.size())).append('\n');
    LatencyRow.of(report.summary(), report.shards()).forEach(r -> row(out, r.name(), r.cells()));
  }

  private static void rooms(List<List<String>> rows, StringBuilder out) {
    if (!rows.isEmpty()) {
      out.append("\n### Last receiver by the size of the room\n\n| ");
      out.append(String.join(" | ", RoomSection.HEADS)).append(" |\n");
      out.append("|---|").append("---:|".repeat(RoomSection.HEADS.size() - 1)).append('\n');
      rows.forEach(cells -> row(out, cells.getFirst(), cells.subList(1, cells.size())));
    }
  }

  private static void books(RunSummary summary, StringBuilder out) {
    books(Book.of(summary), out);
  }

  private static void cloud(@Nullable CloudView view, StringBuilder out) {
    if (view != null) {
      out.append("\n### CloudWatch of the same minutes\n\n");
      out.append(escape(CloudBooks.note(view))).append("\n\n");
      books(CloudBooks.of(view), out);
    }
  }

  private static void books(List<Book> books, StringBuilder out) {
    out.append("| book | what | count |\n|---|---|---:|\n");
    for (Book book : books) {
      book.rows().forEach(r -> row(out, book.title(), List.of(r.name(), r.value())));
    }
  }

  private static void validity(List<RunSummary.Check> checks, StringBuilder out) {
    if (checks.isEmpty()) {
      return;
    }
    out.append("| check | value | limit | holds |\n|---|---|---|---|\n");
    checks.forEach(c -> row(out, c.name(), List.of(c.value(), c.limit(), c.ok() ? "yes" : "NO")));
  }

  private static void book(Book book, StringBuilder out) {
    if (book.rows().isEmpty()) {
      return;
    }
    out.append("\n<details><summary>").append(book.title()).append("</summary>\n\n");
    out.append("| what | value |\n|---|---|\n");
    book.rows().forEach(r -> row(out, r.name(), List.of(r.value())));
    out.append("\n</details>\n");
  }

  private static void row(StringBuilder out, String name, List<String> cells) {
    out.append("| ").append(escape(name)).append(" | ");
    out.append(cells.stream().map(MarkdownReport::escape).collect(Collectors.joining(" | ")));
    out.append(" |\n");
  }

  /**
   * Text as itself: no emphasis, link, image, mention, formula, table cell, list or markup. What
   * GitHub reads outside of CommonMark (mentions, formulas) heeds only entities.
   */
  public static String escape(String text) {
    return Plain.text(text)
        .strip()
        .replaceAll("([\\\\`*_{}\\[\\]#|~])", "\\\\$1")
        .replaceAll("^(\\d+)([.)])(?=\\s|$)", "$1\\\\$2")
        .replaceAll("^([-+=])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("$", "&#36;");
  }
}
