package dev.broadside.conform;

import java.util.List;

/** The report as Markdown, for a pull request or a job's page. */
public record MarkdownReport() implements ReportFormat {
  @Override
  public String render(ConformReport report) {
    StringBuilder out = new StringBuilder("# Conformance\n\n");
    out.append(
        "`%s`: %s (%s).%s\n\n"
            .formatted(
                Lines.plain(report.url()).replace("`", "'"),
                report.kind().kind().words(),
                cell(report.kind().clue()),
                report.interrupted() ? " **Interrupted.**" : ""));
    out.append(TextReport.counts(report).strip().replaceFirst("^(.*);", "**$1**;")).append("\n");
    for (Group group : Group.in(report.results())) {
      out.append("\n## ").append(group.title()).append("\n\n");
      out.append("| | check | what must hold | found | evidence |\n|---|---|---|---|---|\n");
      group.of(report.results()).forEach(result -> out.append(row(result)));
    }
    return out.append(
            "\nEvidence: [D] documented, [C] captured, [M] service model, [X] measured, [U] unknown, the likeliest.\n")
        .toString();
  }

  private static String row(Result result) {
    List<String> found =
        switch (result.finding()) {
          case Finding.Holds(String note) -> List.of("✓", note);
          case Finding.Differs(String expected, String seen) ->
              List.of("✗", "expected " + expected + "; seen " + seen);
          case Finding.CannotBeChecked(String why) ->
              List.of("–", "cannot be checked here: " + why);
        };
    return "| %s | %s | %s | %s | [%s] %s |\n"
        .formatted(
            found.getFirst(),
            result.id(),
            cell(result.sentence()),
            cell(found.getLast()),
            result.grade(),
            cell(result.source()));
  }

  /** Text of a stage stays text: neither a cell's end nor markup. */
  private static String cell(String text) {
    return Lines.plain(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\|`*_\\[\\]])", "\\\\$1");
  }
}
