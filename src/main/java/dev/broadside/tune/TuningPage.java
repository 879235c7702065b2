package dev.broadside.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.report.Markup;
import dev.broadside.report.StyleSheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code report.html}: one page that needs no network. Its content security policy allows its own
 * style, and of scripts the one whose checksum it names.
 */
public final class TuningPage {
  private static final String STYLE = resource("tuning.css");

  /** The script of the sliders. */
  static final String SCRIPT = resource("tuning.js");

  private static final ObjectMapper JSON = new ObjectMapper();

  private TuningPage() {}

  /** The page. */
  public static String render(Tuning tuning) {
    Verdict verdict = tuning.verdict();
    return Markup.of(
                """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{}: Scan or Query? · Broadside</title>
            <style>
            {}
            """,
                checksum(),
                verdict.lookup(),
                StyleSheet.of("report.css"))
            .source()
        + STYLE
        + Markup.of(
                """
                </style>
                </head>
                <body>
                <header><p class="brand">Broadside</p><p class="meta">tuning · scan-vs-query</p></header>
                <main>
                {}{}{}</main>
                """,
                head(tuning, verdict),
                TuningSections.of(tuning).stream().map(TuningPage::section).toList(),
                provenance(tuning))
            .source()
        + "<script type=\"application/json\" id=\"tuning-data\">"
        + data(tuning)
        + "</script>\n<script>"
        + SCRIPT
        + "</script>\n</body>\n</html>\n";
  }

  private static Markup head(Tuning tuning, Verdict verdict) {
    return Markup.of(
        """
        <section class="verdict" aria-label="Verdict">
        <p class="stamp">{}</p>
        <h1>Scan or Query?</h1>
        <p class="answer">{}</p>
        <ul class="reasons">
        {}</ul>
        <p class="meta">Asked: {}.</p>
        </section>
        """,
        verdict.lookup().toUpperCase(Locale.ROOT),
        verdict.sentence(),
        verdict.reasons().stream().map(reason -> Markup.of("<li>{}</li>\n", reason)).toList(),
        tuning.words());
  }

  private static Markup section(Section section) {
    boolean bare = section.drawing().source().isEmpty();
    Markup numbers = section.table().isEmpty() ? Markup.NONE : table(section.table());
    return Markup.of(
        """
        <section aria-labelledby="{}">
        <h2 id="{}">{} <span class="origin {}">{}</span></h2>
        <figure>
        {}{}<figcaption>{}</figcaption>
        </figure>
        {}{}</section>
        """,
        section.id(),
        section.id(),
        section.title(),
        section.origin().name().toLowerCase(Locale.ROOT).replaceFirst("_.*", ""),
        section.origin().words(),
        section.drawing(),
        bare ? numbers : Markup.NONE,
        section.caption(),
        section.facts().isEmpty() ? Markup.NONE : facts(section.facts()),
        bare || section.table().isEmpty()
            ? Markup.NONE
            : Markup.of("<details><summary>Numbers</summary>\n{}</details>\n", numbers));
  }

  private static Markup facts(Map<String, String> facts) {
    return Markup.of(
        "<table class=\"facts\"><tbody>\n{}</tbody></table>\n",
        facts.entrySet().stream()
            .map(fact -> row(List.of(fact.getKey(), fact.getValue())))
            .toList());
  }

  private static Markup table(Table table) {
    return Markup.of(
        """
        <div class="scroll" tabindex="0"><table class="numbers">
        <thead><tr>{}</tr></thead>
        <tbody>
        {}</tbody></table></div>
        """,
        table.columns().stream().map(name -> Markup.of("<th scope=\"col\">{}</th>", name)).toList(),
        table.rows().stream().map(TuningPage::row).toList());
  }

  private static Markup row(List<String> cells) {
    return Markup.of(
        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
        cells.getFirst(),
        cells.stream().skip(1).map(cell -> Markup.of("<td>{}</td>", cell)).toList());
  }

  private static Markup provenance(Tuning tuning) {
    return Markup.of(
        """
        <footer>
        <table class="facts"><caption>What modelled numbers rest on</caption><tbody>
        {}</tbody></table>
        <table class="facts"><caption>Where this page comes from</caption><tbody>
        {}</tbody></table>
        </footer>
        """,
        Provenance.parameters(tuning).rows().stream().map(TuningPage::row).toList(),
        Provenance.facts(tuning).rows().stream().map(TuningPage::row).toList());
  }

  /** JSON in which nothing can end the element that it is in. */
  private static String data(Tuning tuning) {
    try {
      return JSON.writeValueAsString(ScriptData.of(tuning)).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new AssertionError("numbers and names are JSON", e);
    }
  }

  private static String checksum() {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(SCRIPT.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = TuningPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar: build again.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read: build again.", e);
    }
  }
}
