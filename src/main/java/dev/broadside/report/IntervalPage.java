package dev.broadside.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of changes with their intervals, one row each: what the gate found, for people. It is as
 * safe and self-contained as {@link HtmlReport}.
 *
 * @param word the verdict
 * @param reasons one sentence each
 * @param notes how it was measured, one sentence each
 * @param delta the change that does not matter, a share
 * @param tolerance the change that must not pass, a share
 */
public record IntervalPage(
    String word,
    Outcome outcome,
    String title,
    List<String> reasons,
    List<String> notes,
    double delta,
    double tolerance,
    List<Counter> counters,
    List<Row> rows) {
  private static final Markup STYLE =
      Markup.join(List.of(StyleSheet.of("report.css"), StyleSheet.of("intervals.css")));

  /** What a verdict means for the change. */
  public enum Outcome {
    FINE,
    SLOWER,
    OPEN
  }

  /** A benchmark; {@code null} is unknown. {@code change} and its limits are shares, 0 is equal. */
  public record Row(
      String name,
      String unit,
      double base,
      double head,
      @Nullable Double lower,
      @Nullable Double change,
      @Nullable Double upper,
      String verdict,
      @Nullable String note,
      Outcome outcome) {
    List<Double> changes() {
      return Stream.of(lower, change, upper).filter(Objects::nonNull).toList();
    }
  }

  /** What was counted and needs no interval. */
  public record Counter(
      String name, double base, double head, String allowed, String verdict, Outcome outcome) {}

  /** The whole page. */
  public String html() {
    return Markup.of(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{}: {} · Broadside</title>
            <style>
            {}</style>
            </head>
            <body class="{}">
            <header>
            <p class="brand">Broadside gate</p>
            </header>
            <main>
            <section class="verdict" aria-label="Verdict">
            <p class="stamp"><span aria-hidden="true">{}</span> {}</p>
            <h1 dir="auto">{}</h1>
            {}{}</section>
            {}{}</main>
            </body>
            </html>
            """,
            word,
            title,
            STYLE,
            tone(),
            sign(),
            word,
            title,
            noteList(),
            reasonList(),
            counterTable(),
            rowTable())
        .source();
  }

  private String tone() {
    return switch (outcome) {
      case FINE -> "pass";
      case SLOWER -> "fail";
      case OPEN -> "invalid";
    };
  }

  private String sign() {
    return switch (outcome) {
      case FINE -> "✓";
      case SLOWER -> "✕";
      case OPEN -> "?";
    };
  }

  private List<Markup> noteList() {
    return notes.stream()
        .map(note -> Markup.of("<p class=\"answer\" dir=\"auto\">{}</p>\n", note))
        .toList();
  }

  private Markup reasonList() {
    return reasons.isEmpty()
        ? Markup.NONE
        : Markup.of(
            "<ul class=\"reasons\">\n{}</ul>\n",
            reasons.stream().map(r -> Markup.of("<li dir=\"auto\">{}</li>\n", r)).toList());
  }

  private static Markup counterRow(Counter counter) {
    return Markup.of(
        "<tr class=\"{}\"><th scope=\"row\" dir=\"auto\">{}</th><td class=\"figure\">{}</td><td class=\"figure\">{}</td><td>{}</td><td class=\"word\">{}</td></tr>\n",
        style(counter.outcome),
        counter.name,
        figure(counter.base),
        figure(counter.head),
        counter.allowed,
        counter.verdict);
  }

  private Markup counterTable() {
    return counters.isEmpty()
        ? Markup.NONE
        : Markup.of(
            """
            <section aria-labelledby="counters">
            <h2 id="counters">Counters</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="counters">
            <table class="intervals">
            <thead><tr><th scope="col">counter</th><th scope="col" class="figure">base</th><th scope="col" class="figure">head</th><th scope="col">allowed</th><th scope="col">verdict</th></tr></thead>
            <tbody>
            {}</tbody>
            </table>
            </div>
            </section>
            """,
            counters.stream().map(IntervalPage::counterRow).toList());
  }

  private Markup rowTable() {
    IntervalAxis axis = new IntervalAxis(this);
    return Markup.of(
        """
        <section aria-labelledby="times">
        <h2 id="times">Time of the head over the base</h2>
        <p class="note">The line is the interval from the limit that must lie above {} for REGRESSED (dotted) to the one that must lie below the tolerance of {} for PASS (dashed); an end without a cap lies outside or is unknown. ● passed, ◆ slower, ○ open or waived.</p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="times">
        <table class="intervals" aria-labelledby="times">
        <thead><tr><th scope="col">benchmark</th><th scope="col" class="plotted">{}</th><th scope="col" class="figure">slower by</th><th scope="col" class="figure">base</th><th scope="col" class="figure">head</th><th scope="col">verdict</th></tr></thead>
        <tbody>
        {}</tbody>
        </table>
        </div>
        </section>
        """,
        IntervalAxis.percent(delta),
        IntervalAxis.percent(tolerance),
        axis.scale(),
        rows.stream().map(row -> row(row, axis)).toList());
  }

  private static Markup row(Row row, IntervalAxis axis) {
    Double change = row.change;
    String note = row.note;
    return Markup.of(
        "<tr class=\"{}\"><th scope=\"row\" dir=\"auto\">{}{}</th><td class=\"plotted\">{}</td><td class=\"figure\">{}</td><td class=\"figure\">{}</td><td class=\"figure\">{} {}</td><td class=\"word\">{}</td></tr>\n",
        style(row.outcome),
        row.name,
        note == null ? Markup.NONE : Markup.of("<br><small class=\"meta\">{}</small>", note),
        axis.interval(row),
        change == null ? "?" : IntervalAxis.percent(change),
        figure(row.base),
        figure(row.head),
        row.unit,
        row.verdict);
  }

  private static String style(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  /** Four significant digits. */
  private static String figure(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
