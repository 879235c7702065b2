package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.gate.GateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals the page; {@code -Dbroadside.golden=write} writes it anew. */
@Isolated("the default locale is everybody's")
class GatePageTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/broadside/gate/golden");

  private static String json() throws IOException {
    return Files.readString(GOLDEN.resolve("gate.json"));
  }

  private static String page(String json) throws IOException {
    return GatePage.html(new ObjectMapper().readValue(json, GateReport.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ar-EG-u-nu-arab", "de-DE"})
  void isTheSameInEveryLocale(String locale) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      String html = page(json());
      Path file = GOLDEN.resolve("gate.html");
      if ("write".equals(System.getProperty("broadside.golden"))) {
        Files.writeString(file, html);
      }
      assertEquals(Files.readString(file), html);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatComesFromOutsideIsNoMarkup() throws IOException {
    String html = page(json().replace("\"room\"", "\"<script>alert(1)</script>\""));
    assertFalse(html.contains("<script"));
    assertTrue(html.contains("&lt;script&gt;alert(1)"));
  }
}
