package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.load.StubSchedule;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Check;
import dev.broadside.measure.RunSummary.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three injectors of one machine, two of which pretend to have clocks of their own ({@link
 * InjectorClock#PRETENDED}). What really was is known, since all of them read one {@code nanoTime}.
 */
@Tag("proof")
@EnabledOnOs(OS.LINUX)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class ClocksProof {
  private static final int MEASURED = 100;
  private static final String LOAD =
      """
      audience: { connections: 30, witnesses: 0 }
      publish: { rate: 10/s, publishers: 3, warmup: 2s, for: 10s, drain: 5s }
      """;

  private static StubRun run(Path home, String clocks) throws Exception {
    StubRun run =
        StubRun.start(
            home,
            StubSchedule.BIMODAL,
            3,
            LOAD,
            clocks.isEmpty() ? Map.of() : Map.of(InjectorClock.PRETENDED, clocks));
    int code = run.run().awaitExit();
    assertTrue(code == 0 || code == 2 || code == 3, () -> "it said " + run.run().errorLines());
    run.run().awaitNobody();
    return run;
  }

  @Test
  void theTrueLatencyLiesWithinTheBoundOfClocksThatAreOffAndDrift(@TempDir Path home)
      throws Exception {
    try (StubRun run = run(home, "1=20ms,50ppm,0ms;2=-20ms,-50ppm,0ms")) {
      assertFollowed(run, Map.of(1, 50.0, 2, -50.0));
    }
  }

  @Test
  void aWallClockThatStepsMovesNoNumber(@TempDir Path home) throws Exception {
    // Read once, so one that steps afterwards is one that was wrong.
    try (StubRun run = run(home, "1=1500ms,0ppm,0ms;2=-1500ms,0ppm,0ms")) {
      assertFollowed(run, Map.of(1, 0.0, 2, 0.0));
    }
  }

  @Test
  void whoIsOffByMoreThanItSaysMakesTheRunInvalid(@TempDir Path home) throws Exception {
    try (StubRun run = run(home, "1=0ms,0ppm,20ms")) {
      RunSummary summary = run.summary();
      assertEquals(Status.INVALID, summary.verdict().status());
      Check below = StubRun.check(summary, "latencies below zero by more than the clocks' bounds");
      assertFalse(below.ok(), below::value);
      assertTrue(
          summary.verdict().reasons().stream().anyMatch(why -> why.startsWith(below.name())),
          () -> "" + summary.verdict().reasons());
    }
  }

  @Test
  void onOneHostTheClockIsOneAndNothingIsAsked(@TempDir Path home) throws Exception {
    try (StubRun run = run(home, "")) {
      for (JsonNode shard : run.shards()) {
        assertEquals("same clock", shard.at("/clock/source").asText());
        assertEquals(0, shard.at("/clock/boundMillis").asDouble());
      }
    }
  }

  private static void assertFollowed(StubRun run, Map<Integer, Double> ppm) throws Exception {
    RunSummary summary = run.summary();
    for (String name :
        List.of(
            "clocks with a known bound", "latencies below zero by more than the clocks' bounds")) {
      assertTrue(StubRun.check(summary, name).ok(), StubRun.check(summary, name)::value);
    }
    List<JsonNode> shards = run.shards();
    Map<Integer, Long> reference = intended(run, 0);
    assertEquals(MEASURED, reference.size());
    for (JsonNode shard : shards.subList(1, shards.size())) {
      int number = shard.path("shard").asInt();
      JsonNode clock = shard.path("clock");
      assertEquals("UDP echo", clock.path("source").asText());
      assertTrue(clock.path("boundMillis").isNumber(), clock::toString);
      // The reference is slower by what the other is faster.
      double off = clock.path("driftPpm").asDouble() + ppm.getOrDefault(number, 0.0);
      assertTrue(Math.abs(off) <= clock.path("driftBoundPpm").asDouble() + 0.1, clock::toString);
      assertClose(reference, intended(run, number), clock.path("boundMillis").asDouble());
    }
  }

  /**
   * When a shard took a broadcast to be due is where its latencies begin, so what one shard says of
   * another's broadcast is wrong by the difference.
   */
  private static void assertClose(
      Map<Integer, Long> reference, Map<Integer, Long> other, double boundMillis) {
    for (Map.Entry<Integer, Long> due : reference.entrySet()) {
      Long its = other.get(due.getKey());
      assertNotNull(its, () -> "it has no broadcast " + due.getKey());
      // Files have whole microseconds.
      assertTrue(
          Math.abs(its - due.getValue()) <= boundMillis * 1_000 + 2,
          () -> "%d µs, bound %s ms".formatted(its - due.getValue(), boundMillis));
    }
  }

  /** When each broadcast was due for a shard, in microseconds of the machine's nanoTime. */
  private static Map<Integer, Long> intended(StubRun run, int shard) throws Exception {
    Path own = run.folderOf(shard);
    long anchorNanos =
        StubRun.json(own.resolve("summary.json")).at("/environment/anchorNanos").asLong();
    Map<Integer, Long> intended = new TreeMap<>();
    for (String line : Files.readAllLines(own.resolve("broadcasts.csv"))) {
      if (!line.startsWith("#") && !line.startsWith("number")) {
        String[] fields = line.split(",", 4);
        intended.put(Integer.parseInt(fields[0]), anchorNanos / 1_000 + Long.parseLong(fields[2]));
      }
    }
    return intended;
  }
}
