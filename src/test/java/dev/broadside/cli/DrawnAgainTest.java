package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of other commands than run, under {@code report DIR}. */
final class DrawnAgainTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/broadside/gate/golden");
  @TempDir private Path folder = Path.of("");

  @Test
  void aGateIsDrawnAsItWas() throws Exception {
    Files.copy(GOLDEN.resolve("gate.json"), folder.resolve("gate.json"));
    assertTrue(DrawnAgain.isOf(folder));
    DrawnAgain drawn = DrawnAgain.in(folder);
    assertEquals(Files.readString(GOLDEN.resolve("gate.html")), Files.readString(drawn.page()));
    assertEquals(Files.readString(GOLDEN.resolve("gate.json")), drawn.data());
    assertEquals(drawn.text(), Files.readString(folder.resolve("gate.md")));
  }

  @ParameterizedTest
  @CsvSource({
    "search.json, goes on with it",
    "tuning.json, 'report draws folders of run, capacity and gate'",
    "bench.json, 'report draws folders of run, capacity and gate'",
    "capacity.json, names no schema",
    "gate.json, names no schema"
  })
  void whatCannotBeDrawnGetsOneSentence(String file, String part) throws IOException {
    Files.writeString(folder.resolve(file), "{}");
    assertTrue(DrawnAgain.isOf(folder));
    String sentence =
        String.valueOf(
            assertThrows(ReportException.class, () -> DrawnAgain.in(folder)).getMessage());
    assertTrue(sentence.contains(part), sentence);
    assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
  }

  @Test
  void anOlderGateIsNamed() throws IOException {
    Files.writeString(folder.resolve("gate.json"), "{\"schema\":\"broadside/gate/0\"}");
    ReportException refused = assertThrows(ReportException.class, () -> DrawnAgain.in(folder));
    assertTrue(String.valueOf(refused.getMessage()).contains("has schema broadside/gate/0"));
  }

  @Test
  void aRunIsNoneOfThem() throws IOException {
    Files.writeString(folder.resolve("summary.json"), "{}");
    assertFalse(DrawnAgain.isOf(folder));
  }
}
