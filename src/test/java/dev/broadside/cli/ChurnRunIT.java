package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections that come and go on the local stage, by our doing and by its own. The books stay open
 * for so long that a slow machine loses nothing; how fast anything was is nobody's business here.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
@Tag("proof")
class ChurnRunIT {
  @TempDir private Path home = Path.of("");

  private JsonNode run(String... settings) throws Exception {
    List<String> common =
        List.of(
            "audience.witnesses=0",
            "publish.rate=4/s",
            "publish.warmup=1s",
            "publish.for=5s",
            "publish.drain=30s");
    Stream<String> sets =
        Stream.concat(common.stream(), Stream.of(settings)).flatMap(set -> Stream.of("--set", set));
    String[] arguments =
        Stream.concat(Stream.of("run", Broadside.scenario("smoke.yaml"), "--json"), sets)
            .toArray(String[]::new);
    try (Broadside run = Broadside.start(home, Map.of(), arguments)) {
      run.awaitExit();
      assertFalse(run.output().isEmpty(), run.errorLines()::toString);
      JsonNode summary = new ObjectMapper().readTree(run.output());
      run.awaitNobody();
      return summary;
    }
  }

  private static void assertBooks(JsonNode summary) {
    JsonNode deliveries = summary.get("deliveries");
    assertEquals(
        deliveries.get("expected").asLong(),
        deliveries.get("delivered").asLong() + deliveries.get("lost").asLong());
    assertEquals(0, deliveries.get("unexpected").asLong(), summary::toPrettyString);
    assertEquals(0, deliveries.get("duplicate").asLong(), summary::toPrettyString);
    assertEquals(20, summary.at("/broadcasts/published").asLong(), summary::toPrettyString);
    for (JsonNode check : summary.at("/validity/checks")) {
      assertTrue(
          check.get("ok").asBoolean() || !check.get("name").asText().equals("books balance"),
          summary::toPrettyString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "drop"})
  void nothingIsLostByWhoLeavesAndComesBack(String how) throws Exception {
    JsonNode summary =
        run(
            "audience.connections=200",
            "connect.maxAge=120s",
            "audience.churn={leave: 20/s, away: 500ms, how: " + how + "}",
            "audience.churn.storms=[{at: 2s, leave: 20%, away: 200ms, how: mix}]");
    assertBooks(summary);
    JsonNode deliveries = summary.get("deliveries");
    assertEquals(0, deliveries.get("lost").asLong(), summary::toPrettyString);
    assertTrue(deliveries.get("delivered").asLong() > 0, summary::toPrettyString);
    assertTrue(deliveries.get("churned").asLong() > 0, summary::toPrettyString);
    assertEquals(0, summary.at("/connections/dropped").asLong(), summary::toPrettyString);
    JsonNode churn = summary.at("/connections/churn");
    assertEquals(1, churn.get("storms").asLong());
    assertEquals(160, churn.get("planned").asLong());
    assertTrue(churn.get("leaves").asLong() > 40, summary::toPrettyString);
    assertTrue(churn.get("renewals").asLong() > 0, summary::toPrettyString);
    assertTrue(churn.get("rejoins").asLong() > 40, summary::toPrettyString);
    assertEquals(0, churn.get("failed").asLong(), summary::toPrettyString);
    assertEquals(churn.get("rejoins").asLong(), churn.at("/rejoinMillis/count").asLong());
  }

  @Test
  void whatTheStageCutsIsLostAndNotChurned() throws Exception {
    JsonNode summary =
        run(
            "audience.connections=60",
            "audience.churn.storms=[{at: 1s, leave: 1%, away: 100ms}]",
            "faults=[{at: 2s, kill: 50%, how: reset}]",
            "publish.publishers=40");
    JsonNode deliveries = summary.get("deliveries");
    assertEquals(
        deliveries.get("expected").asLong(),
        deliveries.get("delivered").asLong() + deliveries.get("lost").asLong());
    assertTrue(summary.at("/connections/dropped").asLong() > 0, summary::toPrettyString);
    assertTrue(deliveries.at("/lostByReason/disconnected").asLong() > 0, summary::toPrettyString);
    // One has left, and can be churned once for each broadcast.
    assertTrue(deliveries.get("churned").asLong() <= 20, summary::toPrettyString);
    assertEquals(1, summary.at("/connections/churn/leaves").asLong());
  }
}
