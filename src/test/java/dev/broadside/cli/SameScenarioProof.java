package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.stage.ServerlessOffline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One scenario file passes on the local stage and on serverless-offline: nothing but {@code
 * --target} says which it is.
 */
@Isolated("what runs beside it may fail its limits")
@Tag("proof")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class SameScenarioProof {
  private static final List<String> SMALLER =
      List.of(
          "--set",
          "audience.connections=100",
          "--set",
          "publish.warmup=5s",
          "--set",
          "publish.for=10s");

  private static final int ATTEMPTS = 3;

  @TempDir private Path home = Path.of("");

  @Test
  void theQuickstartPassesOnTheLocalStage() throws Exception {
    assertPasses("the local stage");
  }

  @Test
  void theQuickstartPassesOnServerlessOffline() throws Exception {
    assumeTrue(
        ServerlessOffline.isPossible(),
        "npm is missing, so serverless-offline cannot be started: install Node.js with npm");
    try (ServerlessOffline offline = ServerlessOffline.start(home)) {
      assertPasses("serverless-offline", "--target", "ws://127.0.0.1:" + offline.port());
    }
  }

  /** What the machine did to a run makes it INVALID, so such a one is repeated, twice at most. */
  private void assertPasses(String stage, String... target) throws Exception {
    JsonNode summary = run(target);
    for (int attempt = 1; attempt < ATTEMPTS && verdict(summary).equals("INVALID"); attempt++) {
      System.out.println("quickstart on " + stage + " again: " + summary.get("verdict"));
      summary = run(target);
    }
    JsonNode deliveries = summary.get("deliveries");
    System.out.printf(
        Locale.ROOT,
        "quickstart on %s: %s, %d of %d delivered, last receiver p95 %.1f ms%n",
        stage,
        verdict(summary),
        deliveries.get("delivered").asLong(),
        deliveries.get("expected").asLong(),
        summary.at("/latency/lastMillis/p95").asDouble());
    assertEquals("PASS", verdict(summary), summary.get("verdict")::toString);
    assertEquals(2_000, deliveries.get("delivered").asLong());
    assertEquals(0, deliveries.get("duplicate").asLong());
  }

  private static String verdict(JsonNode summary) {
    return summary.at("/verdict/status").asText();
  }

  private JsonNode run(String... target) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("run", Broadside.scenario("quickstart.yaml"), "--json"));
    arguments.addAll(SMALLER);
    arguments.addAll(List.of(target));
    try (Broadside run = Broadside.start(home, arguments.toArray(String[]::new))) {
      run.awaitExit();
      assertTrue(run.output().startsWith("{"), () -> run.errorLines().toString());
      return new ObjectMapper().readTree(run.output());
    }
  }
}
