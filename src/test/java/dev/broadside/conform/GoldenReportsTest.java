package dev.broadside.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seals what people and machines read. {@code -Dbroadside.golden=write} writes the files anew: look
 * at the difference before committing.
 */
@Isolated("the default locale is everybody's")
final class GoldenReportsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/broadside/conform/golden");
  private static final Map<String, ReportFormat> FORMATS =
      Map.of(
          "md", new MarkdownReport(),
          "json", new JsonReport(),
          "txt", new TextReport(120, false),
          "narrow.txt", new TextReport(80, false),
          "ansi.txt", new TextReport(120, true));

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  /** One of each finding, and a stage that writes what would break a terminal or a table. */
  private static ConformReport sample() {
    return new ConformReport(
        "ws://127.0.0.1:3001/prod",
        new StageKind(StageKind.Kind.SERVERLESS_OFFLINE, "connection ids that are UUIDs"),
        false,
        true,
        List.of(
            result("C4", "A $connect that throws is HTTP 502", new Finding.Holds("")),
            result("M6", "Ids are like AWS's", new Finding.Holds("messageId ends otherwise")),
            result(
                "A4",
                "A connection that is gone: 410, no body, and GoneException",
                new Finding.Differs("x-amzn-ErrorType GoneException", "no x-amzn-ErrorType")),
            result(
                "A5",
                "An id that is none: 400 BadRequestException",
                new Finding.Differs(
                    "a message",
                    "\u001b[31m<b>|`red`\u202e\n" + "words and more words ".repeat(8))),
            result(
                "A8",
                "An empty bucket: 429 LimitExceededException; attempts count",
                new Finding.CannotBeChecked("it would take 15,000 posts in a second"))),
        12_345);
  }

  private static Result result(String id, String sentence, Finding finding) {
    return new Result(id, sentence, Grade.C, "a capture", finding, 1_234);
  }

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "ar-EG-u-nu-arab", "tr-TR"})
  void everyFormatIsTheSameInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    for (Map.Entry<String, ReportFormat> format : FORMATS.entrySet()) {
      Path file = GOLDEN.resolve("sample." + format.getKey());
      String rendered = format.getValue().render(sample());
      if ("write".equals(System.getProperty("broadside.golden"))) {
        Files.createDirectories(GOLDEN);
        Files.writeString(file, rendered);
      }
      assertEquals(Files.readString(file), rendered, file::toString);
    }
  }
}
