package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The bars of the rules, and the tables of {@code src/docs/gate.md}: what it says there must be
 * what the code gives; {@code -Dbroadside.golden=write} writes the tables anew. {@code
 * -Dbroadside.suites} says how many suites of 20 benchmarks a line has; the page has 2,000.
 */
@Tag("proof")
class GateProof {
  private static final int DOCUMENTED = 2_000;
  private static final int SUITES = Integer.getInteger("broadside.suites", DOCUMENTED);
  private static final Path PAGE = Path.of("src/docs/gate.md");

  private final GateTables tables = new GateTables(SUITES);

  private static void print(String header, List<String> rows) throws IOException {
    DocumentedTable table = new DocumentedTable(header, rows);
    System.out.println(table.text());
    if (SUITES == DOCUMENTED) {
      table.requireIn(PAGE);
    }
  }

  @Test
  void equalCodeIsHardlyEverCalledSlower() throws IOException {
    List<GateTables.Alarms> alarms = tables.alarms();
    print(GateTables.ALARMS, alarms.stream().map(GateTables.Alarms::row).toList());
    // 11 of 2,000, as a share: with fewer suites the bound is as strict, and never below one.
    for (GateTables.Alarms each : alarms) {
      assertTrue(each.regressed().events() <= Math.max(1, 11 * SUITES / 2_000), each.row());
    }
  }

  @Test
  void aSlowdownThatMattersIsFoundOrLeftOpenButNotPassed() throws IOException {
    List<GateTables.Power> powers = tables.powers();
    print(GateTables.POWERS, powers.stream().map(GateTables.Power::row).toList());
    powers.forEach(each -> assertTrue(each.holds(), each.row()));
  }

  @Test
  void anImprovementIsNeverARegression() {
    for (NoiseModel noise : NoiseModel.values()) {
      for (double improvement : new double[] {0.05, 0.10, 0.30}) {
        Wilson accused = tables.accused(noise, improvement);
        System.out.println(noise.words() + ", -" + improvement + ": REGRESSED " + accused);
        assertEquals(0, accused.events(), noise + " " + improvement);
      }
    }
  }
}
