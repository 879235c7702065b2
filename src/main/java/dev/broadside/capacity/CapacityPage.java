package dev.broadside.capacity;

import dev.broadside.capacity.CapacityReport.Law;
import dev.broadside.capacity.CapacityTables.Table;
import dev.broadside.report.Markup;
import dev.broadside.report.StyleSheet;
import java.util.List;

/** {@code report.html} of a search: one page without a script that needs no network. */
public final class CapacityPage {
  private static final Markup STYLE =
      Markup.join(List.of(StyleSheet.of("report.css"), StyleSheet.of("capacity.css")));

  private CapacityPage() {}

  /** The page. */
  public static String render(CapacityReport report) {
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
            <p class="brand">Broadside</p><p class="meta">capacity · {} · {}</p>
            </header>
            <main>
            {}{}{}{}{}</main>
            <footer>
            {}</footer>
            </body>
            </html>
            """,
            stamp(report),
            report.about().scenario(),
            STYLE,
            tone(report),
            report.find(),
            report.about().scenario(),
            verdict(report),
            curve(report),
            points(report),
            law(report),
            quotas(report),
            table("facts", "Where this page comes from", CapacityTables.facts(report)))
        .source();
  }

  /** The answer in a word or two, in capitals. */
  public static String stamp(CapacityReport report) {
    return switch (report.answer().kind()) {
      case "bracket" -> "BRACKET";
      case "never" -> "NEVER HELD";
      case "always" -> "NO LIMIT FOUND";
      case "drifted" -> "TARGET DRIFTED";
      default -> report.interrupted() ? "INTERRUPTED" : "NO BRACKET";
    };
  }

  /** How good that is: {@code pass}, {@code fail} or {@code invalid}. */
  public static String tone(CapacityReport report) {
    return switch (report.answer().kind()) {
      case "bracket" -> "pass";
      case "never" -> "fail";
      default -> "invalid";
    };
  }

  private static Markup verdict(CapacityReport report) {
    return Markup.of(
        """
        <section class="verdict" aria-label="Answer">
        <p class="stamp">{}</p>
        <h1>{}</h1>
        <p class="answer" dir="auto">{}</p>
        <ul class="reasons">
        {}</ul>
        <p class="meta">SLO: {}.</p>
        </section>
        """,
        stamp(report),
        report.answer().sentence(),
        report.about().question(),
        list(report.answer().reasons()),
        report.about().goal());
  }

  private static List<Markup> list(List<String> sentences) {
    return sentences.stream().map(s -> Markup.of("<li dir=\"auto\">{}</li>\n", s)).toList();
  }

  private static Markup curve(CapacityReport report) {
    return Markup.of(
        """
        <section aria-labelledby="curve">
        <h2 id="curve">Load against the last receiver</h2>
        <figure>
        {}<figcaption>● p50 and ■ p99 of the time until the last receiver has a broadcast; ▲ is never. The dotted line is the SLO's time, the band the bracket{}{}. Both axes show ratios. Refused points are in the table alone.</figcaption>
        </figure>
        </section>
        """,
        LoadChart.draw(report),
        report.law() == null
            ? ""
            : ", the finely dotted curve the law, a ring a point that did more than it allows",
        report.quotas().isEmpty() ? "" : ", Q the quotas of AWS below");
  }

  private static Markup points(CapacityReport report) {
    return Markup.of(
        """
        <section aria-labelledby="points">
        <h2 id="points">Every point that was measured</h2>
        {}</section>
        """,
        scroll("points", CapacityTables.points(report)));
  }

  private static Markup law(CapacityReport report) {
    Law law = report.law();
    if (law == null) {
      return Markup.NONE;
    }
    return Markup.of(
        """
        <section aria-labelledby="law">
        <h2 id="law">The law through the points</h2>
        <p class="note">Universal Scalability Law of {}, through {} points.</p>
        {}<ul>
        {}</ul>
        </section>
        """,
        law.of(),
        law.points(),
        scroll("law", CapacityTables.law(law)),
        list(law.sentences()));
  }

  private static Markup quotas(CapacityReport report) {
    if (report.quotas().isEmpty()) {
      return Markup.NONE;
    }
    return Markup.of(
        """
        <section aria-labelledby="quotas">
        <h2 id="quotas">Where AWS's default quotas end it</h2>
        {}</section>
        """,
        scroll("quotas", CapacityTables.quotas(report)));
  }

  private static Markup scroll(String heading, Table table) {
    return Markup.of(
        """
        <div class="scroll" tabindex="0" role="region" aria-labelledby="{}">
        <table class="{}">
        <thead><tr>{}</tr></thead>
        <tbody>
        {}</tbody></table></div>
        """,
        heading,
        heading,
        table.columns().stream().map(c -> Markup.of("<th scope=\"col\">{}</th>", c)).toList(),
        table.rows().stream().map(CapacityPage::row).toList());
  }

  private static Markup table(String style, String caption, Table table) {
    return Markup.of(
        "<table class=\"{}\"><caption>{}</caption><tbody>\n{}</tbody></table>\n",
        style,
        caption,
        table.rows().stream().map(CapacityPage::row).toList());
  }

  private static Markup row(List<String> cells) {
    return Markup.of(
        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
        cells.getFirst(),
        cells.stream().skip(1).map(c -> Markup.of("<td dir=\"auto\">{}</td>", c)).toList());
  }
}
