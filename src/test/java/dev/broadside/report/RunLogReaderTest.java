package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.BroadcastLog;
import dev.broadside.measure.TimelineLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunLogReaderTest {
  private final Path folder;

  RunLogReaderTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    SampleLog.of(20, 2, 10, 1).write(folder);
  }

  @Test
  void readsWhatARunWrote() throws Exception {
    RunLog log = RunLogReader.read(folder);
    assertEquals(20, log.broadcasts().size());
    assertEquals(20, log.passages().size());
    assertEquals(17, log.moments().size());
    assertEquals("fault: kill 1, how <reset>, at once", log.marks().getFirst().what());
    Sent last = log.broadcasts().getLast();
    assertEquals(1, last.lost());
    assertEquals(Double.POSITIVE_INFINITY, last.lastMillis());
    assertTrue(last.reachedMillis(99) > last.firstMillis());
  }

  @Test
  void theFilesOfAnOlderVersionAreMissing() throws Exception {
    SampleLog.delete(folder);
    assertEquals(RunLog.EMPTY, RunLogReader.read(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {TimelineLog.FILE, BroadcastLog.FILE, "stage.csv"})
  void aFileThatBreaksOffAnywhereKeepsItsWholeLines(String name) throws Exception {
    Path file = folder.resolve(name);
    String whole = Files.readString(file);
    int before = 0;
    for (int end = 0; end < whole.length(); end += 41) {
      Files.writeString(file, whole.substring(0, end));
      RunLog log = RunLogReader.read(folder);
      int rows =
          switch (name) {
            case TimelineLog.FILE -> log.moments().size() + log.marks().size();
            case BroadcastLog.FILE -> log.broadcasts().size();
            default -> log.passages().size();
          };
      assertTrue(rows >= before, "broken off after " + end);
      before = rows;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TimelineLog.FILE, BroadcastLog.FILE, "stage.csv"})
  void aNumberThatBreaksOffIsNoOther(String name) throws Exception {
    String whole = Files.readString(folder.resolve(name));
    RunLog all = RunLogReader.read(folder);
    int from = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1;
    for (int end = from; end < Math.min(whole.length(), from + 400); end++) {
      Files.writeString(folder.resolve(name), whole.substring(0, end));
      RunLog log = RunLogReader.read(folder);
      assertEquals(all.moments().subList(0, log.moments().size()), log.moments());
      assertTrue(all.marks().containsAll(log.marks()), "broken off after " + end);
      assertTrue(all.passages().entrySet().containsAll(log.passages().entrySet()));
      for (Sent sent : log.broadcasts()) {
        assertEquals(all.broadcasts().get(sent.number()).lastMillis(), sent.lastMillis());
      }
    }
  }

  @Test
  void aMarkThatBreaksOffWithinALetterIsLeftOut() throws Exception {
    Path file = folder.resolve(TimelineLog.FILE);
    byte[] mark = "9,,,,,,,,fault: é".getBytes(StandardCharsets.UTF_8);
    Files.write(file, Arrays.copyOf(mark, mark.length - 1), StandardOpenOption.APPEND);
    assertEquals(1, RunLogReader.read(folder).marks().size());
    assertEquals(17, RunLogReader.read(folder).moments().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#broadside/broadcasts/2\nx\n1,2\n", "1,2,3", "\u0000\u0001"})
  void aFileOfAnotherSchemaIsLeftOut(String text) throws Exception {
    Files.writeString(folder.resolve(BroadcastLog.FILE), text);
    assertEquals(0, RunLogReader.read(folder).broadcasts().size());
    assertEquals(17, RunLogReader.read(folder).moments().size());
  }

  @Test
  void linesThatAreNoNumbersAreLeftOut() throws Exception {
    Path file = folder.resolve("stage.csv");
    Files.writeString(file, Files.readString(file) + "x,1,2,3,4\n99,,,5,6\n7,1,2\n");
    RunLog log = RunLogReader.read(folder);
    assertEquals(21, log.passages().size());
    assertEquals(new RunLog.Passage(Double.NaN, Double.NaN, 0.005, 0.006), log.passages().get(99));
  }
}
