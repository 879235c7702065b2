package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir private Path folder = Path.of("");
  private FollowedLogs logs;

  @BeforeEach
  void follow() {
    logs = new FollowedLogs(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private void append(String file, byte[] bytes, int from, int to) throws IOException {
    try (var out =
        Files.newOutputStream(
            folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(bytes, from, to - from);
    }
  }

  private void assertPrinted(String lines) {
    logs.look();
    assertEquals(
        lines, printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void aLineIsPrintedOnceWhenItIsWholeWhereverItWasCut() throws IOException {
    byte[] text = "é☃😀\nnext\r\n".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut < text.length; cut++) {
      printed.reset();
      append("functions-1.log", text, 0, cut);
      logs.look();
      append("functions-1.log", text, cut, text.length);
      assertPrinted("functions-1 | é☃😀\nfunctions-1 | next\n");
      assertPrinted("functions-1 | é☃😀\nfunctions-1 | next\n");
    }
  }

  @Test
  void filesThatComeLaterAreFollowedAndOthersAreNot() throws IOException {
    assertPrinted("");
    byte[] line = "a\n".getBytes(StandardCharsets.UTF_8);
    append("stage.log", line, 0, 2);
    append("dynamodb-local.log", line, 0, 2);
    assertPrinted("stage | a\n");
    append("functions-2.log", line, 0, 2);
    assertPrinted("stage | a\nfunctions-2 | a\n");
  }

  @Test
  void aFolderThatIsGoneIsQuiet() throws IOException {
    Files.delete(folder);
    assertPrinted("");
    Files.createDirectory(folder);
  }
}
