package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.cli.BadStage.Habit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stages with bad habits: every run ends by itself with a verdict and a reason, counts nothing
 * twice, and leaves no token anywhere.
 */
@EnabledOnOs(OS.LINUX)
@Tag("proof") // Run by .ci/proofs; each is a run of its own.
class BadStageIT {
  private static final String SECRET = "s3cr3t-t0k3n";
  private static final int CONNECTIONS = 20;
  private static final String SCENARIO =
      """
      question: What does a bad stage do to a run?
      connect: { query: { t: '#{token}' }, auth: { tokens: tokens.txt } }
      audience: { connections: 20 }
      publish: { message: '#{marker}', rate: 5/s, warmup: 1s, for: 2s, drain: 8s, publishers: 2 }
      """;

  /** How a run ended. */
  private record End(int exitCode, JsonNode summary, String said) {
    long deliveries(String what) {
      return summary.at("/deliveries/" + what).asLong();
    }

    String reasons() {
      return summary.at("/verdict/reasons").toString();
    }
  }

  private static End run(Path home, Habit habit, String... options) throws Exception {
    Files.writeString(home.resolve("bad.yaml"), SCENARIO);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS + 2; i++) {
      tokens.add(SECRET + i);
    }
    Files.write(home.resolve("tokens.txt"), tokens);
    try (BadStage stage = BadStage.start(habit)) {
      List<String> arguments = new ArrayList<>(List.of("run", "bad.yaml", "--json", "--target"));
      arguments.add("ws://127.0.0.1:" + stage.port() + "/prod");
      arguments.addAll(List.of(options));
      try (Broadside run = Broadside.start(home, arguments.toArray(String[]::new))) {
        int code = run.awaitExit();
        run.awaitNobody();
        assertNoToken(home);
        String said = String.join("\n", run.errorLines());
        assertTrue(!said.contains(SECRET) && !run.output().contains(SECRET), said);
        JsonNode summary = new ObjectMapper().readTree(run.output());
        return new End(code, summary, said);
      }
    }
  }

  /** In reports, logs (Gatling's too) and whatever else was left. */
  private static void assertNoToken(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("tokens.txt")) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertTrue(!text.contains(SECRET), () -> "a token is in " + file);
        }
      }
    }
  }

  /** Whatever the machine made of it, the books balance. */
  private static void assertBalanced(End end) {
    assertEquals(
        end.deliveries("expected"),
        end.deliveries("delivered") + end.deliveries("lost"),
        end.summary()::toString);
  }

  @SideBySide
  void everyTenthConnectionClosedIsSaid(@TempDir Path home) throws Exception {
    End end = run(home, Habit.CLOSES_EVERY_TENTH, "--set", "slo.lost=0");
    // Whether they were gone before publishing began is a matter of milliseconds.
    String before = " (cut: closed without a closing frame (";
    String then = " lost of 200 deliveries, limit 0";
    assertTrue(end.exitCode() == 2 || end.exitCode() == 3, end.said());
    assertTrue(end.reasons().contains(before) || end.reasons().contains(then), end.reasons());
    assertBalanced(end);
  }

  @SideBySide
  void aStageThatCutsMostConnectionsIsLeftAlone(@TempDir Path home) throws Exception {
    assertCut(run(home, Habit.CLOSES_MOST), "limit 50%: cut: closed without a closing frame");
  }

  @SideBySide
  void invalidFramesCutTheConnectionAndTheRun(@TempDir Path home) throws Exception {
    assertCut(run(home, Habit.RESERVED_OPCODE), "CorruptedWebSocketFrameException");
  }

  @SideBySide
  void framesOfTenMegabytesAreNotTaken(@TempDir Path home) throws Exception {
    assertCut(run(home, Habit.HUGE_FRAMES), "1048576");
  }

  /** We offer no compression, and take none. */
  @SideBySide
  void aDecompressionBombIsNotTaken(@TempDir Path home) throws Exception {
    assertCut(run(home, Habit.BOMBS), "RSV != 0");
  }

  /** Before anything was measured, or, on a machine that stood still meanwhile, while it was. */
  private static void assertCut(End end, String why) {
    assertTrue(end.exitCode() == 1 || end.exitCode() == 3, end.said());
    String sentence = end.exitCode() == 1 ? end.said() : end.reasons();
    assertTrue(sentence.contains("limits.errors was passed: "), sentence);
    assertTrue(sentence.contains(why), sentence);
  }

  @SideBySide
  void anAnswerThatRepeatsTheRequestTellsNobodyItsToken(@TempDir Path home) throws Exception {
    End end = run(home, Habit.ECHOES_THE_REQUEST);
    assertEquals(1, end.exitCode(), end.said());
    assertTrue(end.said().contains(": the answer is no HTTP ("), end.said());
  }

  @SideBySide
  void textThatIsNotUtf8IsReadForItsMarkers(@TempDir Path home) throws Exception {
    End end = run(home, Habit.NOT_UTF8);
    assertBalanced(end);
    assertEquals(10L * CONNECTIONS, end.deliveries("delivered"), end.said());
  }

  @SideBySide
  void markersOfAnotherRunAreForeignAndNothingElse(@TempDir Path home) throws Exception {
    End end = run(home, Habit.FOREIGN_MARKERS);
    assertBalanced(end);
    assertEquals(10L * CONNECTIONS, end.deliveries("delivered"), end.said());
    assertTrue(end.deliveries("foreign") >= 10L * CONNECTIONS, end.said());
    assertEquals(0, end.deliveries("duplicate") + end.deliveries("unexpected"), end.said());
  }

  @SideBySide
  void whatIsReplayedIsDuplicateAndNotDeliveredTwice(@TempDir Path home) throws Exception {
    End end = run(home, Habit.REPLAYS, "--set", "slo.duplicate=0");
    assertBalanced(end);
    assertEquals(10L * CONNECTIONS, end.deliveries("delivered"), end.said());
    assertEquals(9L * CONNECTIONS, end.deliveries("duplicate"), end.said());
    assertTrue(end.reasons().contains("180 duplicate of 200 deliveries, limit 0"), end.reasons());
  }
}
