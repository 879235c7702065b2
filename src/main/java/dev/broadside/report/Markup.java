package dev.broadside.report;

import java.util.Collection;
import java.util.List;

/**
 * HTML, SVG or XML that is safe to print. A string becomes markup only by being written here in the
 * source, as a template; every value that fills a template is escaped unless it is markup itself.
 */
public record Markup(String source) {
  /** Nothing. */
  public static final Markup NONE = new Markup("");

  /** Fills the holes {@code {}} of a template in their order; a collection is joined. */
  public static Markup of(String template, Object... values) {
    StringBuilder out = new StringBuilder(template.length() * 2);
    int from = 0;
    for (Object value : values) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("More values than holes in: " + template);
      }
      out.append(template, from, hole);
      append(out, value);
      from = hole + 2;
    }
    if (template.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("More holes than values in: " + template);
    }
    return new Markup(out.append(template, from, template.length()).toString());
  }

  /** One after another. */
  public static Markup join(List<Markup> parts) {
    return of("{}", parts);
  }

  private static void append(StringBuilder out, Object value) {
    switch (value) {
      case Markup markup -> out.append(markup.source);
      case Collection<?> parts -> parts.forEach(part -> append(out, part));
      default -> out.append(escape(value.toString()));
    }
  }

  private static String escape(String text) {
    return Plain.text(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
