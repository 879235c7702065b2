package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.Installation;
import dev.broadside.process.JvmSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the witness says of injectors that are sound, slow or gone blind, and of stages that are
 * slow: whole runs against a stub stage that writes every delivery 20 ms after the publish.
 */
@EnabledOnOs(OS.LINUX)
@Tag("proof")
@Isolated("a witness that is kept from running hears late")
@Timeout(180)
final class WitnessIT {
  private static final int CONNECTIONS = 60;
  private static final int WITNESSES = 7;
  private static final int BROADCASTS = 50;

  private static final String SCENARIO =
      """
      question: Does the witness agree?
      audience: { connections: 60 }
      publish: { publishers: 1, rate: 5/s, warmup: 2s, for: 10s, drain: 3s }
      slo: { last: { p95: %s } }
      """;

  @Test
  void aSoundInjectorOnASlowStageIsNotInvalidByIt(@TempDir Path home) throws Exception {
    // Nothing can be as fast as that limit, and the others' is a tenth of it, so they may break.
    try (Running run = new Running(home, "15ms")) {
      JsonNode summary = run.await();
      JsonNode check = check(summary);
      assertTrue(check.get("ok").asBoolean(), check::toString);
      assertTrue(reasons(summary).contains("last p95"), () -> reasons(summary));
      assertEquals(BROADCASTS * CONNECTIONS, summary.at("/deliveries/delivered").asInt());
      assertEquals(BROADCASTS * WITNESSES, summary.at("/deliveries/echoes").asInt());
      assertTrue(summary.at("/latency/pingMillis/count").asInt() > 0, "no PING was answered");
    }
  }

  @Test
  void aKilledWitnessStopsNothingAndMakesTheRunInvalid(@TempDir Path home) throws Exception {
    try (Running run = new Running(home, "10s")) {
      run.awaitMeasuring();
      run.process("WitnessMain").destroyForcibly();
      JsonNode summary = run.await();
      assertEquals("INVALID", summary.at("/verdict/status").asText());
      assertFalse(summary.get("interrupted").asBoolean());
      assertEquals(BROADCASTS, summary.at("/broadcasts/complete").asInt());
      assertTrue(reasons(summary).contains("it ended with exit code 137"), () -> reasons(summary));
    }
  }

  /**
   * The injector may run for 10 ms of every 160 ms. What it publishes then comes back when it
   * stands still, and is stamped when it goes on. The witness knows better.
   */
  @Test
  void anInjectorThatStampsLateIsInvalidByTheWitness(@TempDir Path home) throws Exception {
    try (Running run = new Running(home, "10s")) {
      run.awaitMeasuring();
      long injector = run.process("InjectorMain").pid();
      String often = "kill -STOP %d && sleep 0.15 && kill -CONT %d && sleep 0.01";
      String loop = "while " + often.formatted(injector, injector) + "; do :; done; kill -CONT ";
      Process stutter = new ProcessBuilder("sh", "-c", loop + injector).start();
      try {
        JsonNode summary = run.await();
        assertEquals("INVALID", summary.at("/verdict/status").asText());
        assertFalse(check(summary).get("ok").asBoolean(), () -> check(summary).toString());
      } finally {
        stutter.destroy();
        new ProcessBuilder("kill", "-CONT", Long.toString(injector)).start().waitFor();
      }
    }
  }

  private static JsonNode check(JsonNode summary) {
    for (JsonNode check : summary.at("/validity/checks")) {
      if (check.get("name").asText().startsWith("witness")) {
        return check;
      }
    }
    throw new AssertionError("the witness was not asked: " + summary.get("validity"));
  }

  private static String reasons(JsonNode summary) {
    return summary.at("/verdict/reasons").toString();
  }

  /** A run and the stub stage that it measures. */
  private static final class Running implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StubProcess stub;
    private final ChildJvm process;
    private final Path log;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    Running(Path home, String limit) throws Exception {
      stub = new StubProcess(new StubPlan(StubSchedule.CONSTANT, 3, false, 0), home);
      Path scenario = home.resolve("witness.yaml");
      Files.writeString(scenario, SCENARIO.formatted(limit));
      log = home.resolve("run.log");
      List<String> arguments =
          List.of(
              "run",
              scenario.toString(),
              "--json",
              "--target",
              "ws://127.0.0.1:" + stub.port(),
              "--reports",
              home.resolve("reports").toString());
      JvmSpec spec =
          new JvmSpec(
              "command line",
              "dev.broadside.cli.Main",
              Installation.current().classPath(),
              "256m",
              List.of("-XX:+UseSerialGC", "-Dbroadside.tty.err=true", "-Dbroadside.columns=120"),
              arguments,
              Map.of("GITHUB_STEP_SUMMARY", ""),
              log);
      process = ChildJvm.start(spec, output::add);
    }

    void awaitMeasuring() throws Exception {
      while (!Files.readString(log).contains("measuring")) {
        assertTrue(process.isAlive(), () -> "it ended: " + process.lastLogLines(9));
        LockSupport.parkNanos(20_000_000);
      }
    }

    ProcessHandle process(String main) {
      return process.below().stream()
          .filter(each -> each.info().commandLine().orElse("").contains(main))
          .findFirst()
          .orElseThrow();
    }

    JsonNode await() throws Exception {
      int code = process.onExit().get(2, TimeUnit.MINUTES);
      process.awaitOutput();
      assertTrue(code == 0 || code == 2 || code == 3, () -> process.lastLogLines(9).toString());
      return JSON.readTree(String.join("\n", output));
    }

    @Override
    public void close() {
      process.close();
      stub.close();
    }
  }
}
