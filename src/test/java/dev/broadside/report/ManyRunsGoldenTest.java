package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals the pages of several runs, as {@link GoldenFilesTest} does those of one. */
@Isolated("the default locale is everybody's")
final class ManyRunsGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/broadside/report/golden");

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar-EG-u-nu-arab"})
  void theComparisonIsTheSameInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertGolden("comparison.html", Samples.comparison());
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar-EG-u-nu-arab"})
  void theIndexIsTheSameInEveryLocale(String locale, @TempDir Path reports) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));
    String page = Samples.index(reports).replace(reports.toString(), "reports");
    assertGolden("index.html", page);
    assertTrue(page.contains("has schema broadside/run/0 and this version reads broadside/run/1"));
    assertTrue(page.contains("PASS: Is a &lt; b?"), page);
    assertFalse(page.contains("<script>"), page);
  }

  private static void assertGolden(String name, String rendered) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("broadside.golden"))
        && Locale.getDefault().equals(Locale.ROOT)) {
      Files.writeString(file, rendered);
    }
    assertEquals(Files.readString(file), rendered, name);
  }
}
