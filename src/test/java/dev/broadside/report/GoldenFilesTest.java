package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seals what people and machines read, in locales with other digits, signs and rules for case.
 * {@code -Dbroadside.golden=write} writes the files anew: look at the difference before committing.
 */
@Isolated("the default locale is everybody's")
final class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/broadside/report/golden");
  private static final Map<String, ReportFormat> FORMATS =
      Map.of(
          "html",
          new HtmlReport(),
          "md",
          new MarkdownReport(),
          "xml",
          new JunitReport(),
          "txt",
          report -> SummaryText.render(report.summary(), 80, false),
          "narrow.txt",
          report -> SummaryText.render(report.summary(), 40, false),
          "ansi.txt",
          report -> SummaryText.render(report.summary(), 120, true));

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, und", "PASS, de-DE", "PASS, ar-EG-u-nu-arab", "PASS, tr-TR",
    "FAIL, und", "FAIL, de-DE", "FAIL, ar-EG-u-nu-arab", "FAIL, tr-TR",
    "INVALID, und", "INVALID, de-DE", "INVALID, ar-EG-u-nu-arab", "INVALID, tr-TR",
    "HOSTILE, und", "HOSTILE, de-DE", "HOSTILE, ar-EG-u-nu-arab", "HOSTILE, tr-TR",
  })
  void everyFormatIsTheSameInEveryLocale(SampleRun run, String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    for (Map.Entry<String, ReportFormat> format : FORMATS.entrySet()) {
      Path file = GOLDEN.resolve(run.name().toLowerCase(Locale.ROOT) + "." + format.getKey());
      String rendered = format.getValue().render(run.report());
      if ("write".equals(System.getProperty("broadside.golden"))
          && Locale.getDefault().equals(Locale.ROOT)) {
        Files.createDirectories(GOLDEN);
        Files.writeString(file, rendered);
      }
      assertEquals(Files.readString(file), rendered, file::toString);
    }
  }
}
