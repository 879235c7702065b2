package dev.broadside.report;

import dev.broadside.measure.CloudView;
import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.html}: one page without script or network, which may be sent around. Its content
 * security policy forbids everything but its own style.
 *
 * <p>Written with {@link Markup} templates rather than with the Pebble that Gatling brings: the
 * page is a list of small sections, and here the compiler checks them.
 */
public final class HtmlReport implements ReportFormat {
  private static final Markup STYLE = StyleSheet.of("report.css");

  @Override
  public String render(RunReport report) {
    RunSummary summary = report.summary();
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
            {}<main>
            {}</main>
            {}</body>
            </html>
            """,
            summary.verdict().status(),
            summary.run().scenario(),
            STYLE,
            tone(summary),
            header(summary),
            sections(report),
            footer(summary))
        .source();
  }

  private static Markup sections(RunReport report) {
    RunSummary summary = report.summary();
    return Markup.of(
        "{}{}{}{}{}{}{}{}{}{}{}{}{}",
        question(summary),
        keyNumbers(summary),
        TimelineSection.of(report),
        plot(report),
        WaterfallSection.of(report),
        RankSection.of(report),
        RoomSection.html(summary),
        LossSection.of(summary),
        latencies(report),
        books(summary),
        cloud(report.cloud()),
        ShardsSection.html(report.shards()),
        validity(summary));
  }

  private static String tone(RunSummary summary) {
    return switch (summary.verdict().status()) {
      case PASS -> "pass";
      case FAIL -> "fail";
      case INVALID -> "invalid";
    };
  }

  private static Markup header(RunSummary summary) {
    return Markup.of(
        """
        <header>
        <p class="brand">Broadside</p>
        <p class="meta"><span dir="auto">{}</span> · {}</p>
        </header>
        """,
        summary.run().scenario(),
        Instants.shown(summary.run().startedAt()));
  }

  private static Markup question(RunSummary summary) {
    return Markup.of(
        """
        <section class="verdict" aria-label="Verdict">
        <p class="stamp"><span aria-hidden="true">{}</span> {}{}</p>
        <h1 dir="auto">{}</h1>
        <p class="answer">{}</p>
        {}<p class="meta">Where: {}.</p>
        </section>
        """,
        switch (summary.verdict().status()) {
          case PASS -> "✓";
          case FAIL -> "✕";
          case INVALID -> "?";
        },
        summary.verdict().status(),
        summary.interrupted() ? ", interrupted" : "",
        summary.run().question().isBlank() ? summary.run().scenario() : summary.run().question(),
        Answer.of(summary),
        reasons(summary.verdict().reasons()),
        Place.of(summary.run()));
  }

  private static Markup reasons(List<String> reasons) {
    return reasons.isEmpty()
        ? Markup.NONE
        : Markup.of(
            "<ul class=\"reasons\">\n{}</ul>\n",
            reasons.stream().map(r -> Markup.of("<li dir=\"auto\">{}</li>\n", r)).toList());
  }

  private static Markup keyNumbers(RunSummary summary) {
    Distribution last = summary.latency().lastMillis();
    RunSummary.Connections c = summary.connections();
    RunSummary.Broadcasts b = summary.broadcasts();
    RunSummary.Deliveries d = summary.deliveries();
    Support support = Support.of(summary);
    Function<Support.Level, String> few =
        level -> last.count() == 0 || support.includes(level) ? "" : "too few broadcasts";
    return Markup.of(
        """
        <section aria-label="Key numbers">
        <dl class="keys">
        {}{}{}{}{}{}</dl>
        </section>
        """,
        key(
            "last receiver p50",
            Figures.percentile(last.count(), last.p50()),
            few.apply(Support.Level.P50)),
        key(
            "last receiver p95",
            Figures.percentile(last.count(), last.p95()),
            few.apply(Support.Level.P95)),
        key(
            "last receiver p99",
            Figures.percentile(last.count(), last.p99()),
            few.apply(Support.Level.P99)),
        key("connections", Figures.count(c.opened()), "of " + Figures.count(c.asked())),
        key("broadcasts complete", Figures.count(b.complete()), "of " + Figures.count(b.planned())),
        key("deliveries lost", Figures.count(d.lost()), "of " + Figures.count(d.expected())));
  }

  private static Markup key(String name, String value, String rest) {
    return Markup.of("<div><dt>{}</dt><dd>{} <small>{}</small></dd></div>\n", name, value, rest);
  }

  private static Markup plot(RunReport report) {
    if (!PercentilePlot.isPossible(report)) {
      return Markup.of(
          """
          <section aria-labelledby="plot-head">
          <h2 id="plot-head">Latency by percentile</h2>
          <p class="nothing">No delivery was recorded, so there is nothing to draw.</p>
          </section>
          """);
    }
    return Markup.of(
        """
        <section aria-labelledby="plot-head">
        <h2 id="plot-head">Latency by percentile</h2>
        <figure>
        {}{}{}<figcaption>{}</figcaption>
        </figure>
        </section>
        """,
        PercentilePlot.svg(report, PercentilePlot.Frame.WIDE),
        PercentilePlot.svg(report, PercentilePlot.Frame.NARROW),
        legend(report),
        caption(report));
  }

  private static Markup legend(RunReport report) {
    return report.log().broadcasts().isEmpty()
        ? Markup.NONE
        : Markup.of(
            """
            <ul class="legend">
            <li>{}last receiver</li><li>{}99% of receivers</li><li>{}90% of receivers</li><li>{}first receiver</li><li>{}delivery</li>
            </ul>
            """,
            RankSection.key("last"),
            RankSection.key("r99"),
            RankSection.key("r90"),
            RankSection.key("r0"),
            RankSection.key("delivery"));
  }

  private static String caption(RunReport report) {
    RunSummary summary = report.summary();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Time from the intended time of a broadcast to each delivery (dashed) and to its last"
            + " receiver (solid).");
    sentences.add(
        Support.of(summary).sentence() + "; where the solid line is faint, they are too few.");
    if (summary.broadcasts().incomplete() > 0) {
      sentences.add("A line that leaves at the top stands for what never came.");
    }
    sentences.addAll(PercentilePlot.limits(report));
    addUnlessWhole(sentences, report.last(), summary.broadcasts().complete(), "last.hlog");
    addUnlessWhole(sentences, report.delivery(), summary.deliveries().delivered(), "delivery.hlog");
    return String.join(" ", sentences);
  }

  private static void addUnlessWhole(
      List<String> sentences, Histogram log, long values, String file) {
    if (log.getTotalCount() < values) {
      sentences.add(
          "%s holds only %s of %s values, and the line shows those."
              .formatted(file, Figures.count(log.getTotalCount()), Figures.count(values)));
    }
  }

  private static Markup latencies(RunReport report) {
    RunSummary summary = report.summary();
    List<Markup> heads =
        LatencyRow.COLUMNS.stream().map(c -> Markup.of("<th scope=\"col\">{}</th>", c)).toList();
    List<Markup> rows =
        LatencyRow.of(summary, report.shards()).stream()
            .map(
                r ->
                    Markup.of(
                        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
                        r.name(),
                        r.cells().stream().map(c -> Markup.of("<td>{}</td>", c)).toList()))
            .toList();
    return Markup.of(
        """
        <section aria-labelledby="latency-head">
        <h2 id="latency-head">Latency from the intended time</h2>
        <p class="note">First, 90%, 99% and last are over broadcasts, delivery and service over deliveries{}; service counts from the actual send. ∞ falls on what never came, – is unknown.</p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="latency-head">
        <table class="numbers" aria-labelledby="latency-head">
        <thead><tr><td></td>{}</tr></thead>
        <tbody>
        {}</tbody>
        </table>
        </div>
        </section>
        """,
        LatencyRow.caveat(summary), heads, rows);
  }

  private static Markup books(RunSummary summary) {
    return Markup.of(
        """
        <section aria-labelledby="books-head">
        <h2 id="books-head">Books</h2>
        {}<div class="books">
        {}</div>
        </section>
        """,
        ChurnLine.of(summary)
            .map(text -> Markup.of("<p class=\"note\">Churn: {}.</p>\n", text))
            .orElse(Markup.NONE),
        Book.of(summary).stream().map(book -> table(book, "numbers")).toList());
  }

  private static Markup cloud(@Nullable CloudView view) {
    return view == null
        ? Markup.NONE
        : Markup.of(
            """
            <section aria-labelledby="cloud-head">
            <h2 id="cloud-head">CloudWatch of the same minutes</h2>
            <p class="note">{}</p>
            <div class="books">
            {}</div>
            </section>
            """,
            CloudBooks.note(view),
            CloudBooks.of(view).stream().map(book -> table(book, "numbers")).toList());
  }

  private static Markup table(Book book, String style) {
    return Markup.of(
        "<table class=\"{}\">\n<caption>{}</caption>\n<tbody>\n{}</tbody>\n</table>\n",
        style,
        book.title(),
        book.rows().stream()
            .map(
                r ->
                    Markup.of(
                        "<tr{}><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                        r.value().equals("0") ? Markup.of(" class=\"zero\"") : Markup.NONE,
                        r.name(),
                        r.value()))
            .toList());
  }

  private static Markup validity(RunSummary summary) {
    List<RunSummary.Check> checks = summary.validity().checks();
    return Markup.of(
        """
        <section aria-labelledby="validity-head">
        <h2 id="validity-head">Validity: {}</h2>
        <p class="note">Whether the measurement can be trusted: one broken check makes a run INVALID.</p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="validity-head">
        <table class="checks" aria-labelledby="validity-head">
        <thead><tr><th scope="col">check</th><th scope="col">value</th><th scope="col">limit</th><th scope="col">holds</th></tr></thead>
        <tbody>
        {}</tbody>
        </table>
        </div>
        </section>
        """,
        ValidityLine.of(checks),
        checks.stream().map(HtmlReport::check).toList());
  }

  private static Markup check(RunSummary.Check check) {
    return Markup.of(
        "<tr class=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        check.ok() ? "holds" : "broken",
        check.name(),
        check.value(),
        check.limit(),
        check.ok() ? "✓ yes" : "✕ no");
  }

  private static Markup footer(RunSummary summary) {
    return Markup.of(
        """
        <footer>
        <h2>Provenance</h2>
        {}{}        <p class="meta">{}</p>
        </footer>
        """,
        table(Book.environment(summary), "facts"),
        table(Book.parameters(summary), "facts"),
        summary.schema());
  }
}
