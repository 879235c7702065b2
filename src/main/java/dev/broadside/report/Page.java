package dev.broadside.report;

import java.util.List;

/**
 * A page of ours around its content: the shared style sheet, a policy under which nothing is
 * fetched and no script runs, and the landmarks by which a screen reader moves.
 *
 * @param kind what stands beside the name, as {@code comparison}
 * @param main sections
 */
record Page(String title, String kind, Markup main, Markup footer) {
  private static final Markup STYLE = StyleSheet.of("report.css");

  String html() {
    return Markup.of(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{} · Broadside</title>
            <style>
            {}</style>
            </head>
            <body class="several">
            <header>
            <p class="brand">Broadside</p>
            <p class="meta">{}</p>
            </header>
            <main>
            {}</main>
            {}</body>
            </html>
            """,
            title,
            STYLE,
            kind,
            main,
            footer)
        .source();
  }

  /** A section with a heading. */
  static Markup section(String id, String heading, Markup... content) {
    return Markup.of(
        "<section aria-labelledby=\"{}\">\n<h2 id=\"{}\">{}</h2>\n{}</section>\n",
        id,
        id,
        heading,
        List.of(content));
  }
}
