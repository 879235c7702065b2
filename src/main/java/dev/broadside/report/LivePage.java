package dev.broadside.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page of a run that goes on: the timeline of its report, and what it has counted. Its script
 * replaces the contents of its parts by what the server sends each second; a saved page stays as it
 * was.
 */
public final class LivePage {
  private static final Markup STYLE =
      Markup.join(List.of(StyleSheet.of("report.css"), StyleSheet.of("live.css")));
  private static final String SCRIPT = script();

  private final LiveView view;

  /** The page of what is known now. */
  public LivePage(LiveView view) {
    this.view = view;
  }

  /**
   * The policy that the page carries, for a server to send too: nothing runs but its own script,
   * and nothing is fetched but its events.
   */
  public static String policy() {
    return "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; script-src 'sha256-"
        + checksum()
        + "'";
  }

  /** The whole page. */
  public String html() {
    Map<String, String> parts = parts();
    return Markup.of(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <noscript><meta http-equiv="refresh" content="2"></noscript>
            <title>{}</title>
            <style>
            {}</style>
            </head>
            <body class="{}">
            <header>
            <p class="brand">Broadside</p>
            <p class="meta">{} · {}</p>
            </header>
            <main>
            {}{}{}{}</main>
            <script>{}</script>
            </body>
            </html>
            """,
            policy(),
            title(),
            STYLE,
            tone(),
            "live " + view.command(),
            view.title(),
            head(parts),
            now(parts),
            timeline(parts),
            steps(parts),
            new Markup(SCRIPT))
        .source();
  }

  /** The title of the window. */
  public String title() {
    return view.stamp() + ": " + view.title() + " · Broadside";
  }

  /** The class of the page's body. */
  public String tone() {
    return view.tone().name().toLowerCase(Locale.ROOT);
  }

  /** The contents of the page's parts by their ids. */
  public Map<String, String> parts() {
    LiveTimeline timeline = new LiveTimeline(view);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("stamp", Markup.of("{}", view.stamp()).source());
    parts.put("sentence", Markup.of("{}", view.sentence()).source());
    parts.put("reasons", items(view.reasons()).source());
    parts.put("counts", counts().source());
    parts.put("chart", timeline.chart().source());
    parts.put("marks", Markup.join(timeline.marks()).source());
    parts.put("rows", Markup.join(timeline.rows()).source());
    parts.put("steps", steps().source());
    return parts;
  }

  private static Markup items(List<String> sentences) {
    return Markup.join(
        sentences.stream().map(s -> Markup.of("<li dir=\"auto\">{}</li>", s)).toList());
  }

  private Markup head(Map<String, String> parts) {
    return Markup.of(
        """
        <section class="verdict" aria-label="Where it is">
        <p class="stamp" id="stamp" role="status">{}</p>
        <h1 dir="auto">{}</h1>
        <p class="answer" id="sentence" dir="auto">{}</p>
        <ul class="reasons" id="reasons">{}</ul>
        <p class="gone" id="gone" role="alert" hidden>Nothing comes from the run any more: its process has ended, or the way to it is cut.</p>
        </section>
        """,
        part(parts, "stamp"),
        view.question(),
        part(parts, "sentence"),
        part(parts, "reasons"));
  }

  private static Markup now(Map<String, String> parts) {
    return Markup.of(
        """
        <section aria-labelledby="now">
        <h2 id="now">Now</h2>
        <dl class="keys" id="counts">{}</dl>
        </section>
        """,
        part(parts, "counts"));
  }

  private static Markup timeline(Map<String, String> parts) {
    return Markup.of(
        """
        <section aria-labelledby="timeline-head">
        <h2 id="timeline-head">What happened when</h2>
        <figure>
        <div id="chart">{}</div>
        <figcaption>The latest four minutes, a step a second. Second 0 is the first measured broadcast; shaded is what came before. A broadcast counts in the second in which it was settled, warm-up too; the line is p50 of the last receiver, the bar above it ends at p99. A triangle: somebody missed one. A tick under the connections: somebody came back.</figcaption>
        </figure>
        <ul class="marks" id="marks" aria-label="Marks">{}</ul>
        <details><summary id="timeline-numbers">Numbers of the latest minute</summary>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="timeline-numbers">
        <table class="numbers" aria-labelledby="timeline-numbers">
        <thead><tr>{}</tr></thead>
        <tbody id="rows">
        {}</tbody>
        </table>
        </div>
        </details>
        </section>
        """,
        part(parts, "chart"),
        part(parts, "marks"),
        LiveTimeline.heads().stream()
            .map(name -> Markup.of("<th scope=\"col\">{}</th>", name))
            .toList(),
        part(parts, "rows"));
  }

  private static Markup steps(Map<String, String> parts) {
    return Markup.of("<div id=\"steps\">{}</div>\n", part(parts, "steps"));
  }

  private Markup steps() {
    if (view.steps().isEmpty()) {
      return Markup.NONE;
    }
    return Page.section(
        "done",
        view.command().equals("capacity") ? "Points so far" : "Runs so far",
        Markup.of(
            "<table class=\"facts\" aria-labelledby=\"done\"><tbody>{}</tbody></table>\n",
            view.steps().reversed().stream()
                .map(
                    step ->
                        Markup.of(
                            "<tr><th scope=\"row\" dir=\"auto\">{}</th><td dir=\"auto\">{}</td></tr>\n",
                            step.name(),
                            step.outcome()))
                .toList()));
  }

  private Markup counts() {
    if (view.moments().isEmpty()) {
      return Markup.of("<div><dt>Connections</dt><dd>{}</dd></div>", Figures.UNKNOWN);
    }
    LiveMoment now = view.moments().getLast();
    LiveMoment before = view.moments().get(Math.max(0, view.moments().size() - 2));
    double seconds = Math.max(1e-3, (now.atMillis() - before.atMillis()) / 1e3);
    // Where less than one broadcast a second is published, most seconds have none.
    LiveMoment last =
        view.moments().reversed().stream().filter(m -> m.settled() > 0).findFirst().orElse(now);
    return Markup.join(
        List.of(
            key("Connections", Figures.count(now.open()), "of " + Figures.count(now.asked())),
            key("Broadcasts", Figures.count(now.published()), "of " + Figures.count(now.planned())),
            key(
                "Delivered",
                Figures.plain(Math.max(0, now.delivered() - before.delivered()) / seconds),
                "a second"),
            key("Last receiver, p50", Figures.duration(last.lastP50Millis()), "lately"),
            key("Last receiver, p99", Figures.duration(last.lastP99Millis()), "lately"),
            key("Lost", Figures.count(now.lost()), Figures.count(now.duplicate()) + " duplicate")));
  }

  private static Markup key(String name, String value, String beside) {
    return Markup.of("<div><dt>{}</dt><dd>{} <small>{}</small></dd></div>", name, value, beside);
  }

  /** Parts are markup already. */
  private static Markup part(Map<String, String> parts, String id) {
    return new Markup(parts.getOrDefault(id, ""));
  }

  private static String script() {
    try (InputStream script = LivePage.class.getResourceAsStream("live.js")) {
      if (script == null) {
        throw new IllegalStateException("live.js is not in the jar: build again.");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("live.js cannot be read: build again.", e);
    }
  }

  private static String checksum() {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(SCRIPT.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
