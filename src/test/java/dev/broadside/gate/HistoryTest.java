package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.GateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights over time: a step is found, and a new machine is not blamed on a commit. */
class HistoryTest {
  @TempDir private Path folder = Path.of("");

  private static String night(int day, double value, String cpu) {
    return """
        {"schema":"broadside/history/1","at":"%sT02:00:00Z","head":"commit%s","values":[\
        {"benchmark":"chat.Post","mode":"avgt","unit":"ns/op","value":%s,"regime":{"cpuModel":"%s","kernel":"6.8"}}]}
        """
        .formatted(LocalDate.of(2026, 11, 1).plusDays(day - 1), day, value, cpu);
  }

  /** Twice so many nights; the second half is slower by 20%. */
  private Path history(int half, IntFunction<String> cpu) throws IOException {
    return Files.writeString(
        folder.resolve("history.jsonl"),
        IntStream.rangeClosed(1, 2 * half)
            .mapToObj(day -> night(day, (day > half ? 120 : 100) + day % 3, cpu.apply(day)))
            .collect(Collectors.joining()));
  }

  @Test
  void namesTheNightAndTheCommitOfAStep() throws Exception {
    String page = History.read(history(10, day -> "A")).markdown();
    String row = "| chat.Post | 20 | +19.8% | 2026-11-11T02:00:00Z | commit11 | 10 and 10 |";
    assertTrue(page.contains(row), page);
    assertFalse(page.contains("another regime"), page);
  }

  @Test
  void doesNotBlameANewMachineOnACommit() throws Exception {
    String page = History.read(history(14, day -> day > 14 ? "B" : "A")).markdown();
    assertTrue(page.contains("| chat.Post | 14 | no change | | | |"), page);
    assertTrue(page.contains("another regime: cpuModel was A, is B."), page);
  }

  @Test
  void comparesOnlyEqualMachinesThatComeInTurns() throws Exception {
    String page = History.read(history(20, day -> day % 2 == 0 ? "B" : "A")).markdown();
    assertTrue(
        page.contains("| chat.Post | 20 | +19.8% | 2026-11-22T02:00:00Z | commit22 |"), page);
  }

  @Test
  void appendsWhatAGateMeasured() throws Exception {
    Path base = write("base.json", 100, 101, 102);
    Path head = write("head.json", 103, 104, 99);
    Gate gate = new Gate(GateFile.NONE, false);
    GateReport report = gate.judge(base, List.of(head));
    Path file = folder.resolve("new/history.jsonl");

    History.read(file).append(Instant.parse("2026-11-21T02:00:00.5Z"), report, gate);
    History.read(file).append(Instant.parse("2026-11-22T02:00:00Z"), report, gate);

    assertEquals(2, Files.readAllLines(file).size());
    String line = Files.readAllLines(file).getFirst();
    assertTrue(line.contains("\"at\":\"2026-11-21T02:00:00Z\""), line);
    assertTrue(line.contains("\"value\":103.0"), line);
    assertTrue(line.contains("\"jdkVersion\":\"25.0.3\""), line);
    assertTrue(line.contains("\"cpuModel\""), line);
    String page = History.read(file).markdown();
    assertTrue(page.startsWith("## History: 2 nights\n"), page);
    assertTrue(page.contains("| chat.Post | 2 | too few nights | | | |"), page);
  }

  @Test
  void nightsThatWereMeasuredOtherwiseAreNotCompared() throws Exception {
    Path file = folder.resolve("history.jsonl");
    Path plain = write("plain.json", 100, 101, 102);
    Path other = folder.resolve("other.json");
    Files.writeString(
        other,
        Files.readString(plain).replace("\"jvmArgs\": []", "\"jvmArgs\": [\"-XX:+UseZGC\"]"));
    append(file, 21, plain);
    append(file, 22, other);
    String page = History.read(file).markdown();
    assertTrue(page.contains("| chat.Post | 1 | too few nights | | | |"), page);
    assertTrue(page.contains("another regime: jvmArgs was "), page);
  }

  @Test
  void aPortThatWasFreeIsNoWayOfMeasuring() throws Exception {
    Path file = folder.resolve("history.jsonl");
    for (int day = 21; day <= 23; day++) {
      Path head = write("head%s.json".formatted(day), 100, 101, 102);
      String options = "[\"-Dstage=http://127.0.0.1:80%s/\"]".formatted(day);
      Files.writeString(
          head, Files.readString(head).replace("\"jvmArgs\": []", "\"jvmArgs\": " + options));
      append(file, day, head);
    }
    String page = History.read(file).markdown();
    assertTrue(page.contains("| chat.Post | 3 | too few nights | | | |"), page);
  }

  private void append(Path file, int day, Path head) throws Exception {
    Path base = folder.resolve("base%s.json".formatted(day));
    Files.writeString(base, Files.readString(head).replace("[100.0]", "[99.0]"));
    Gate gate = new Gate(GateFile.NONE, false);
    GateReport report = gate.judge(base, List.of(head));
    History.read(file).append(Instant.parse("2026-11-%sT02:00:00Z".formatted(day)), report, gate);
  }

  private Path write(String name, double... forks) throws IOException {
    return Files.writeString(folder.resolve(name), JmhJson.file(JmhJson.of("chat.Post", forks)));
  }

  @Test
  void aLineThatIsNoNightIsAnErrorWithItsNumber() throws Exception {
    Path file = folder.resolve("history.jsonl");
    Files.writeString(file, night(1, 100, "A") + night(2, 100, "A").substring(0, 80) + "\n");
    String cut = "line 2 is no night of schema broadside/history/1";
    assertTrue(message(file).contains(cut), message(file));
    Files.writeString(file, night(1, -1, "A"));
    assertTrue(message(file).contains("line 1 is no night"), message(file));
    Files.writeString(file, night(1, 1, "A").replace("history/1", "history/2"));
    assertTrue(message(file).contains("line 1 is no night"), message(file));
    Files.writeString(file, night(1, 1, "A").strip());
    assertTrue(message(file).contains("does not end with a line end"), message(file));
  }

  private static String message(Path file) {
    return String.valueOf(assertThrows(GateException.class, () -> History.read(file)).getMessage());
  }
}
