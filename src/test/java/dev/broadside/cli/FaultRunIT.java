package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a scenario, in a whole run under the profile of AWS. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@Tag("proof")
class FaultRunIT {
  @TempDir private Path home = Path.of("");

  private Broadside run(String... more) throws Exception {
    String[] common = {
      "run",
      Broadside.scenario("smoke.yaml"),
      "--json",
      "--set",
      "audience.connections=10",
      "--set",
      "publish.warmup=1s",
      "--set",
      "publish.for=3s",
      "--set",
      "publish.drain=1s"
    };
    String[] all = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, all, common.length, more.length);
    return Broadside.start(home, Map.of(), all);
  }

  @Test
  void whatAKilledConnectionMissesIsLostAsDisconnected() throws Exception {
    try (Broadside run =
        run(
            "--set",
            "local.profile=aws",
            "--set",
            "faults=[{at: 1500ms, kill: 50%, how: reset}, {at: 0s, delay: 100%, by: 30ms}]")) {
      run.awaitExit();
      JsonNode summary = new ObjectMapper().readTree(run.output());
      assertEquals("aws", summary.at("/run/profile").asText());
      JsonNode deliveries = summary.get("deliveries");
      // On a busy machine others may be late, and lost for that.
      assertTrue(deliveries.at("/lostByReason/disconnected").asLong() > 0, summary::toPrettyString);
      assertTrue(summary.at("/connections/dropped").asInt() > 0, summary::toPrettyString);
      // The first of them may be on its way before the fault is.
      assertTrue(
          summary.at("/latency/deliveryMillis/p50").asDouble() > 30, summary::toPrettyString);
      run.awaitNobody();
    }
  }

  @Test
  void aFaultThatTheStageRefusesStopsTheRunInOneSentence() throws Exception {
    try (Broadside run = run("--set", "faults=[{at: 0s, throttle: nobody}]")) {
      assertEquals(3, run.awaitExit());
      assertTrue(
          run.output()
              .contains(
                  "a fault of the scenario was refused: there is no 'nobody' to throttle: there are"),
          run.output());
    }
  }

  @Test
  void aProfileThatDoesNotExistIsSaidInOneSentence() throws Exception {
    try (Broadside run = run("--set", "local.profile=azure")) {
      assertEquals(1, run.awaitExit());
      assertTrue(
          run.errorLines().stream()
              .anyMatch(
                  line -> line.contains("there is no profile 'azure': bundled are ideal and")),
          run.errorLines()::toString);
    }
  }
}
