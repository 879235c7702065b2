package dev.broadside.conform;

import java.util.List;
import java.util.Locale;

/**
 * The report as a table for a terminal: a line for each check, and below it what differs or why it
 * could not be checked. The source of the evidence stands beside its grade where it fits.
 *
 * @param colour whether the terminal shows colours
 */
public record TextReport(int columns, boolean colour) implements ReportFormat {
  private static final int SENTENCE = 66;
  private static final String INDENT = " ".repeat(9);
  private static final int LABEL = 10;

  @Override
  public String render(ConformReport report) {
    StringBuilder out = new StringBuilder();
    out.append(
        "%s: %s (%s)\n"
            .formatted(
                Lines.plain(report.url()),
                report.kind().kind().words(),
                Lines.plain(report.kind().clue())));
    for (Group group : Group.in(report.results())) {
      out.append("\n%s\n".formatted(bold(group.title())));
      group.of(report.results()).forEach(result -> append(out, result));
    }
    out.append(
        "\n[D] documented  [C] captured  [M] service model  [X] measured  [U] unknown, the likeliest\n"
            .formatted());
    if (report.interrupted()) {
      out.append("Interrupted: what is missing was not looked at.\n".formatted());
    }
    return out.append(counts(report)).toString();
  }

  /** The last line: counts and time. */
  static String counts(ConformReport report) {
    return String.format(
        Locale.ROOT,
        "%d hold, %d %s, %d cannot be checked here; %.1f s\n",
        report.holding(),
        report.differing(),
        report.differing() == 1 ? "differs" : "differ",
        report.unchecked(),
        report.millis() / 1e3);
  }

  private void append(StringBuilder out, Result result) {
    String evidence = "[" + result.grade() + "] " + result.source();
    String line = "  %s %-4s %-" + SENTENCE + "s";
    out.append(line.formatted(mark(result.finding()), result.id(), result.sentence()));
    boolean fits = columns >= INDENT.length() + SENTENCE + 1 + evidence.length();
    out.append(' ').append(fits ? evidence : "[" + result.grade() + "]").append('\n');
    switch (result.finding()) {
      case Finding.Holds(String note) when note.isEmpty() -> {
        // The mark says it.
      }
      case Finding.Holds(String note) -> labelled(out, "note", note);
      case Finding.Differs(String expected, String seen) -> {
        labelled(out, "expected", expected);
        labelled(out, "seen", seen);
      }
      case Finding.CannotBeChecked(String why) -> labelled(out, "not here:", why);
    }
  }

  private void labelled(StringBuilder out, String label, String text) {
    String indent = INDENT + " ".repeat(LABEL);
    List<String> lines = Lines.wrap(text, Math.max(20, columns - indent.length()));
    for (int i = 0; i < lines.size(); i++) {
      out.append(i == 0 ? INDENT + ("%-" + LABEL + "s").formatted(label) : indent)
          .append(lines.get(i))
          .append('\n');
    }
  }

  private String mark(Finding finding) {
    return switch (finding) {
      case Finding.Holds holds -> coloured("✓", 32);
      case Finding.Differs differs -> coloured("✗", 31);
      case Finding.CannotBeChecked cannot -> coloured("–", 33);
    };
  }

  private String bold(String text) {
    return coloured(text, 1);
  }

  private String coloured(String text, int code) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
