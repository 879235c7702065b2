package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The first suites of each line of {@code GateProof}'s tables: a change of the rules shows here.
 */
class SimulatedSuitesTest {
  private static final GateTables FIRST = new GateTables(20);

  @Test
  void equalCodeIsNotCalledSlower() {
    FIRST.alarms().forEach(each -> assertEquals(0, each.regressed().events(), each.row()));
  }

  @Test
  void aSlowdownIsFoundOrLeftOpen() {
    FIRST.powers().forEach(each -> assertTrue(each.holds(), each.row()));
  }

  @Test
  void thePageHasALineForEachNoiseAndSlowdown() throws IOException {
    String page = Files.readString(Path.of("src/docs/gate.md"));
    assertTrue(page.contains(GateTables.ALARMS) && page.contains(GateTables.POWERS));
    for (GateTables.Power each : new GateTables(1).powers()) {
      String[] cells = each.row().split(" \\| ", -1);
      assertTrue(page.contains(cells[0] + " | " + cells[1] + " | " + cells[2] + " | "), each.row());
    }
  }
}
