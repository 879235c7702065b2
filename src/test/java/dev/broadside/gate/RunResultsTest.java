package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.GateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunResultsTest {
  private static final int RUNS = 6;

  @TempDir private Path folder = Path.of("");

  static String summary(double lastMillis, long posts, String more) {
    return """
        {"schema": "broadside/run/1", "interrupted": false,
         "run": {"scenario": "room", "seed": 1, "profile": "ideal", "parameters": {"connections": 10}},
         "verdict": {"status": "PASS"},
         "connections": {"connectMillis": {"p95": %s}},
         "broadcasts": {"published": 60},
         "deliveries": {"lost": 0},
         "latency": {"lastMillis": {"p50": %s, "p95": %s}},
         "handler": {"posts": %d, "attempts": %d, "lookups": {"requests": 60, "pages": 60, "items": 600, "readUnits": null}},
         "environment": {"os": "Linux", "java": "25"}%s}
        """
        .formatted(lastMillis * 3, lastMillis, lastMillis * 2, posts, posts, more);
  }

  /** The same of a local stage, which says what its processes took. */
  static String withCpu(String summary) {
    String cpu = "\"cpuMillis\": {\"stage\": 20, \"functions\": 40, \"dynamodb\": 9000}";
    return summary
        .replace("\"lost\": 0", "\"lost\": 0, \"delivered\": 600")
        .replace("\"os\": \"Linux\"", "\"os\": \"Linux\", \"stage\": {" + cpu + "}");
  }

  /** A folder of run folders, as {@code ./broadside run} leaves them. */
  private Path runs(String name, double lastMillis, long posts) throws IOException {
    for (int i = 0; i < RUNS; i++) {
      Path run = Files.createDirectories(folder.resolve(name).resolve("room-" + i));
      double scattered = lastMillis * (1 + 0.002 * i);
      Files.writeString(run.resolve("summary.json"), summary(scattered, posts, ""));
    }
    return folder.resolve(name);
  }

  private static GateReport judge(Path base, Path head) throws GateException {
    return new Gate(GateFile.NONE, false).judge(base, List.of(head));
  }

  @Test
  void theLastReceiverIsJudgedByRuns() throws Exception {
    GateReport report = judge(runs("base", 40, 600), runs("head", 44.1, 600));

    assertEquals(Verdict.REGRESSED, report.verdict());
    List<String> names = new ArrayList<>();
    report.benchmarks().forEach(row -> names.add(row.benchmark() + " " + row.verdict()));
    assertEquals(
        List.of(
            "room: connect p95 REGRESSED", "room: last p50 REGRESSED", "room: last p95 REGRESSED"),
        names);
    assertEquals(RUNS, report.benchmarks().getFirst().headForks());
  }

  @Test
  void cpuIsThatOfTheStageAndItsFunctionsForADelivery() throws Exception {
    String text = withCpu(summary(40, 600, ""));
    Path file = Files.writeString(folder.resolve("one.json"), text);
    Results results = ResultFiles.results("one", Files.readAllBytes(file), Set.of());
    Timing cpu = results.timings().get(new BenchmarkId("room: CPU per delivery", Map.of()));
    assertNotNull(cpu);
    assertEquals(List.of(100.0), cpu.forks());
    assertEquals("us", cpu.unit());
  }

  @Test
  void oneMorePostABroadcastFailsByItsCountAlone() throws Exception {
    GateReport report = judge(runs("base", 40, 600), runs("head", 40.01, 660));

    assertEquals(Verdict.REGRESSED, report.verdict());
    assertEquals(
        List.of(
            "room: attempts per broadcast grew from 10 to 11 (0.5 allowed)",
            "room: posts per broadcast grew from 10 to 11 (0.5 allowed)"),
        report.reasons());
  }

  @Test
  void aCounterThatDiffersBetweenForksOfTheBaseIsNotExact() throws Exception {
    Path base = runs("base", 40, 600);
    Files.writeString(base.resolve("room-0/summary.json"), summary(40, 690, ""));

    GateReport report = judge(base, runs("head", 40.01, 660));
    assertEquals(Verdict.PASS, report.verdict());
    assertEquals(
        "1.5, as the base's own forks differ",
        report.counters().stream()
            .filter(row -> row.counter().startsWith("posts"))
            .findFirst()
            .orElseThrow()
            .epsilon());
  }

  private void assertRefused(String part, String head) throws IOException {
    Path base = runs("base", 40, 600);
    Path file = Files.writeString(folder.resolve("head.json"), head);
    GateException failure = assertThrows(GateException.class, () -> judge(base, file));
    assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
  }

  @Test
  void aRunThatCannotBeTrustedIsAnError() throws IOException {
    String good = summary(40.3, 600, "");
    assertRefused("is INVALID", good.replace("\"PASS\"", "\"INVALID\""));
    assertRefused(
        "is interrupted", good.replace("\"interrupted\": false", "\"interrupted\": true"));
    assertRefused("schema broadside/run/9", good.replace("run/1", "run/9"));
    assertRefused("find the loss first", good.replace("\"p50\": 40.3", "\"p50\": null"));
    assertRefused("published nothing", good.replace("\"published\": 60", "\"published\": 0"));
    assertRefused("another connections", good.replace("\"connections\": 10", "\"connections\": 9"));
    assertRefused("another os", good.replace("\"os\": \"Linux\"", "\"os\": \"Darwin\""));
    assertRefused("another seed", good.replace("\"seed\": 1", "\"seed\": 2"));
    assertRefused("another java", good.replace("\"java\": \"25\"", "\"java\": \"21\""));
    assertRefused("vanished", good.replace("\"room\"", "\"chat\""));
  }

  @Test
  void bytesOnTheWireAreACounterWithinOnePercent() throws Exception {
    Path base = runs("base", 40, 600);
    for (int i = 0; i < RUNS; i++) {
      Path file = base.resolve("room-" + i + "/summary.json");
      Files.writeString(file, withBytes(Files.readString(file), 60_000));
    }
    assertEquals(Verdict.PASS, judge(base, head(60_500)).verdict());
    GateReport more = judge(base, head(60_700));
    assertEquals(
        List.of("room: bytes per broadcast grew from 1000 to 1012 (1% allowed)"), more.reasons());
  }

  private Path head(long bytes) throws IOException {
    Path head = runs("head" + bytes, 40.01, 600);
    for (int i = 0; i < RUNS; i++) {
      Path file = head.resolve("room-" + i + "/summary.json");
      Files.writeString(file, withBytes(Files.readString(file), bytes));
    }
    return head;
  }

  private static String withBytes(String summary, long bytes) {
    return summary.replace("\"attempts\"", "\"bytes\": " + bytes + ", \"attempts\"");
  }

  @Test
  void aLocalStageThatDidNotSayWhatItCountedIsAnError() throws IOException {
    String silent = withCpu(summary(40.3, 600, "")).replace("\"posts\": 600", "\"posts\": null");
    assertRefused("does not say what its handlers did", silent);
  }

  @Test
  void whatAnInvalidRunCountedHoldsWhereEverybodyHadEveryBroadcast() throws Exception {
    String whole =
        summary(40.3, 600, "")
            .replace("\"PASS\"", "\"INVALID\"")
            .replace(
                "\"connections\": {\"c", "\"connections\": {\"asked\": 10, \"opened\": 10, \"c")
            .replace("\"published\": 60", "\"planned\": 60, \"published\": 60, \"complete\": 60");
    BenchmarkId room = new BenchmarkId("room", Map.of());

    Map<String, List<Double>> counted = Objects.requireNonNull(counts(whole).counters().get(room));
    assertEquals(List.of(10.0), counted.get("posts per broadcast"));
    assertTrue(counts(whole).timings().isEmpty());
    String missed = whole.replace("\"complete\": 60", "\"complete\": 59");
    assertTrue(counts(missed).counters().isEmpty());
    assertTrue(counts(whole.replace("\"opened\": 10", "\"opened\": 9")).counters().isEmpty());
  }

  private static Results counts(String summary) throws GateException {
    byte[] bytes = summary.getBytes(StandardCharsets.UTF_8);
    return new RunReader("run").counts(JsonFile.parse("run", bytes));
  }
}
