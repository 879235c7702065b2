package dev.broadside.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A style sheet of ours, to be written into a page. */
public final class StyleSheet {
  private StyleSheet() {}

  /** The style sheet {@code name} of this package: {@code report.css} is shared by all pages. */
  public static Markup of(String name) {
    try (InputStream css = StyleSheet.class.getResourceAsStream(name)) {
      if (css == null) {
        throw new IllegalStateException(name + " is not in the jar: build again.");
      }
      return new Markup(new String(css.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read: build again.", e);
    }
  }
}
