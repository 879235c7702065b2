package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.load.dsl.LobbySimulation;
import dev.broadside.scenario.Local;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation, run by Gatling's own main class against the local stage. */
@Tag("proof")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class LobbyIT {
  private static final int LISTENERS = 50;
  private static final int VISITORS = 10;
  private static final int BROADCASTS = 5 * 3 + 10;

  /** No machine is so slow. */
  private static final int GENEROUS_MILLIS = 60_000;

  private static StageProcess stage;

  @BeforeAll
  static void startTheStage(@TempDir Path logs) throws Exception {
    stage =
        StageProcess.start(new Local("room-chat", "query", "direct", 16, "ideal"), logs, why -> {});
    stage.awaitReady();
  }

  @AfterAll
  static void endTheStage() {
    stage.close();
  }

  @Test
  void whatGatlingCountsIsWhatTheBooksSay(@TempDir Path folder) throws Exception {
    Gatlings run = lobby(folder, GENEROUS_MILLIS);
    assertEquals(0, run.exitCode(), run::text);
    JsonNode summary = run.summary("lobby");
    JsonNode deliveries = summary.get("deliveries");
    long delivered = deliveries.get("delivered").asLong();
    assertEquals(LISTENERS + VISITORS, summary.at("/connections/opened").asInt());
    assertEquals(0, summary.at("/connections/dropped").asInt());
    assertEquals(BROADCASTS, summary.at("/broadcasts/published").asInt());
    assertEquals(BROADCASTS, summary.at("/broadcasts/complete").asInt());
    assertEquals(0, deliveries.get("lost").asInt());
    assertEquals(0, deliveries.get("duplicate").asInt());
    assertTrue(delivered >= LISTENERS * BROADCASTS, deliveries::toString);
    assertTrue(delivered <= (LISTENERS + VISITORS) * BROADCASTS, deliveries::toString);
    assertEquals(delivered, run.actual("lobby delivery: count of all events"));
    assertEquals(0, run.actual("lobby delivery: count of failed events"));
    assertEquals(BROADCASTS, run.actual("lobby last receiver: count of all events"));
    assertEquals(delivered, run.logged("lobby", "delivery.hlog"));
    assertEquals(BROADCASTS, run.logged("lobby", "last.hlog"));
    assertEquals("[]", summary.get("warnings").toString());
  }

  @Test
  void anAssertionThatCannotHoldFailsTheSimulation(@TempDir Path folder) throws Exception {
    Gatlings run = lobby(folder, 0);
    assertEquals(2, run.exitCode(), run::text);
    assertEquals(BROADCASTS, run.summary("lobby").at("/broadcasts/complete").asInt());
  }

  private static Gatlings lobby(Path folder, int limitMillis) throws Exception {
    return Gatlings.run(
        LobbySimulation.class,
        folder,
        Map.of(
            "ws",
            stage.webSocketUrl(),
            "http",
            stage.httpUrl(),
            "limit",
            limitMillis,
            "drain",
            30));
  }
}
