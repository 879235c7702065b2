package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.load.dsl.StubbedSimulation;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulation of a user's own, of which a stub stage knows exactly what it must find. */
@Tag("proof")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class StubbedIT {
  @Test
  void whatTheStageDroppedAndDoubledIsInGatlingsCountsAndInTheBooks(@TempDir Path folder)
      throws Exception {
    Gatlings run = run(folder, true);
    assertEquals(0, run.exitCode(), run::text);
    JsonNode summary = run.summary("stub");
    assertEquals(1_000, summary.at("/deliveries/expected").asInt());
    assertEquals(999, summary.at("/deliveries/delivered").asInt());
    assertEquals(1, summary.at("/deliveries/lostByReason/notReceived").asInt());
    assertEquals(1, summary.at("/deliveries/duplicate").asInt());
    assertEquals(20, summary.at("/broadcasts/published").asInt());
    assertEquals(1, summary.at("/broadcasts/rejected").asInt());
    assertEquals(19, summary.at("/broadcasts/complete").asInt());
    assertEquals(0, summary.at("/connections/dropped").asInt());
    assertEquals("[]", summary.get("warnings").toString());
    assertEquals(999, run.logged("stub", "delivery.hlog"));
    JsonNode closed = run.summary("closed");
    assertEquals(0, closed.at("/connections/opened").asInt());
    assertEquals(1, closed.at("/connections/failed").asInt());
  }

  @Test
  void aSimulationThatDoesNotSettleIsToldWhatItsReportLacks(@TempDir Path folder) throws Exception {
    Gatlings run = run(folder, false);
    assertEquals(2, run.exitCode(), run::text);
    String warning = run.summary("stub").at("/warnings/0").asText();
    assertTrue(
        warning.contains(" broadcasts of stub were still open when the simulation ended"), warning);
    assertTrue(run.text().contains(warning), run::text);
  }

  private static Gatlings run(Path folder, boolean settle) throws Exception {
    StubPlan plan = new StubPlan(StubSchedule.CONSTANT, 7, true, 0);
    try (StubProcess stub = new StubProcess(plan, folder)) {
      return Gatlings.run(
          StubbedSimulation.class,
          folder,
          Map.of("ws", "ws://127.0.0.1:" + stub.port() + "/", "settle", settle));
    }
  }
}
