package dev.broadside.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of the defects, and quick checks only; {@link DefectsProof} has all of both. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefectsIT {
  private static final Set<String> QUICK =
      Set.of("C2", "C4", "C7", "R1", "R2", "M1", "M2", "F1", "D1", "A1", "A4", "A5", "A6");

  @SuppressWarnings("NullAway.Init")
  private Stages stages;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stages = new Stages(Set.of(Variant.MAIN), folder);
  }

  @AfterAll
  void end() {
    stages.close();
  }

  @Test
  void aProxyWithoutADefectChangesNothing() throws Exception {
    assertEquals(Map.of(), stages.failing(Variant.MAIN, Defect.NONE, QUICK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a throw is 500",
        "the unmatched key instead of $default",
        "messages have headers",
        "no code is 1006",
        "410 without its header"
      })
  void aDefectIsSeenByItsCheckAlone(String name) throws Exception {
    stages.onlyItsCheckFails(SeededDefects.named(name), QUICK);
  }
}
