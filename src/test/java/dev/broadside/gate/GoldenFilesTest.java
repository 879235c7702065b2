package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.gate.GateReport.CounterRow;
import dev.broadside.gate.GateReport.Row;
import dev.broadside.gate.GateReport.RulerRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seals every output, in two locales; {@code -Dbroadside.golden=write} writes them anew. */
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/broadside/gate/golden");

  static GateReport everything() {
    CounterRow posts =
        new CounterRow("room", "posts per broadcast", 10, 11, "0.5", Verdict.REGRESSED, null);
    CounterRow bytes =
        new CounterRow("x.B.a", "gc.alloc.rate.norm", 1234567.8, 120, "1% or 8", Verdict.IMPROVED, null);
    Row regressed =
        new Row(
            "x.B.a (size=10)", "avgt", "ns/op", 1234.5, 1360.25, 1.1018, 1.0712, 1.1333,
            "confirmation", 18, 18, 0.0521, Verdict.REGRESSED, null, null);
    Row waived =
        new Row(
            "x.B.waived", "thrpt", "ops/s", 0.00123, 0.001, 1.23, 1.2, 1.26,
            "confirmation", 18, 18, 0.04, Verdict.REGRESSED, null, "known (until 2027-01-31)");
    Row hostile =
        new Row(
            "x.B.<b>|`a`\n::error::&", "ss", "ms/op", 1, 2.51, 2.51, null, null,
            "screen", 1, 1, null, Verdict.INCONCLUSIVE, "measure \"more\" <forks>", null);
    Row pass =
        new Row(
            "x.B.z", "avgt", "ns/op", 9, 9, 1.0, 0.99, 1.01,
            "screen", 6, 6, 0.031, Verdict.PASS, null, null);
    return new GateReport(
        GateReport.SCHEMA,
        Verdict.REGRESSED,
        List.of("room: posts per broadcast grew from 10 to 11 (0.5 allowed)"),
        true,
        false,
        "main (0123abc)",
        "HEAD (4567def)",
        1,
        0.03,
        0.1,
        new RulerRow(6, 1.002, 0.98, 1.024, true),
        1,
        List.of("jdkVersion: 21 and 25"),
        List.of(posts, bytes),
        List.of(regressed, waived, hostile, pass),
        List.of("x.B.new"));
  }

  @ParameterizedTest
  @CsvSource({"en", "ar-EG"})
  @ResourceLock(Resources.LOCALE)
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
