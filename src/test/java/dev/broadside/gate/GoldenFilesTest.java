package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seals every output, in two locales; {@code -Dbroadside.golden=write} writes them anew. */
@Isolated("the default locale is everybody's")
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/broadside/gate/golden");

  /** The report with one of everything; written again, it must be the same file. */
  private static GateReport everything() throws IOException {
    return new ObjectMapper().readValue(GOLDEN.resolve("gate.json").toFile(), GateReport.class);
  }

  @ParameterizedTest
  @CsvSource({"en", "ar-EG"})
  void areTheSameInEveryLocale(String locale) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      GateReport report = everything();
      assertGolden("gate.json", GateFormat.json().render(report));
      assertGolden("gate.md", GateFormat.markdown().render(report));
      assertGolden("junit.xml", GateFormat.junit().render(report));
      assertGolden("annotations.txt", GateFormat.annotations().render(report));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void assertGolden(String name, String rendered) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("broadside.golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, rendered);
    }
    assertEquals(Files.readString(file), rendered);
  }
}
