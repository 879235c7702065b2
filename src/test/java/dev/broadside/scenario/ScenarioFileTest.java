package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
  private static final String SMALLEST = "question: q\naudience: { connections: 5 }\n";

  private final Path folder;

  ScenarioFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Scenario read(Path file) throws ScenarioException {
    return new ScenarioReader(name -> null).read(file, List.of());
  }

  private static void assertRefused(Path file, String sentence) {
    ScenarioException refusal = assertThrows(ScenarioException.class, () -> read(file));
    assertEquals(file + ": " + sentence, refusal.getMessage());
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("room.broadcast.yaml"), bytes);
  }

  @Test
  void namesTheScenarioAfterTheFile() throws Exception {
    assertEquals("room.broadcast", read(file(SMALLEST.getBytes(StandardCharsets.UTF_8))).name());
  }

  @Test
  void readsAFileWithAByteOrderMarkAndWindowsLines() throws Exception {
    String windows = "\uFEFF" + SMALLEST.replace("\n", "\r\n");

    assertEquals("q", read(file(windows.getBytes(StandardCharsets.UTF_8))).question());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertRefused(folder.resolve("none.yaml"), "there is no such file: check the path");
  }

  @Test
  void refusesADirectory() {
    assertRefused(folder, "this is a directory: name a scenario file in it");
  }

  @Test
  void refusesAFileBelowAFile() throws Exception {
    assertRefused(
        file(new byte[0]).resolve("below.yaml"), "the file cannot be read: check who may read it");
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    assertRefused(
        file(new byte[0]),
        "the file is empty: a scenario needs at least question and audience.connections");
  }

  @Test
  void refusesABinaryFile() throws Exception {
    assertRefused(
        file(new byte[] {0x7F, 'E', 'L', 'F', 0, 1}),
        "the file is not UTF-8 text: name a scenario file, which is YAML");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws Exception {
    assertRefused(
        file("question: é".getBytes(StandardCharsets.ISO_8859_1)),
        "the file is not UTF-8 text: name a scenario file, which is YAML");
  }

  @Test
  void refusesAnotherEncoding() throws Exception {
    assertRefused(
        file(SMALLEST.getBytes(StandardCharsets.UTF_16LE)),
        "the file is not UTF-8 text: name a scenario file, which is YAML");
  }

  @Test
  void refusesAFileThatIsFarTooLarge() throws Exception {
    assertRefused(
        file("#".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8)),
        "the file is larger than 1 MB, as no scenario is: name a scenario file");
  }
}
