package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine with the usual range of local ports can open. */
final class PreflightTest {
  private static final Preflight.Machine USUAL = new Preflight.Machine(null, 28_232);

  @TempDir private Path folder = Path.of("");

  private Scenario scenario(String from) throws Exception {
    Path file = folder.resolve("many.yaml");
    Files.writeString(
        file,
        """
        question: q
        connect: { from: %s }
        audience: { connections: 50000 }
        publish: { rate: 1/min, warmup: 0s, for: 1m }
        """
            .formatted(from));
    return new ScenarioReader(name -> null).read(file, List.of());
  }

  @Test
  void eachAddressHasPortsOfItsOwn() throws Exception {
    LoadException refused =
        assertThrows(LoadException.class, () -> Preflight.check(scenario("[127.0.0.2]"), USUAL));
    assertTrue(String.valueOf(refused.getMessage()).contains("in connect.from"));
    Scenario two = scenario("[127.0.0.2, 127.0.0.3]");
    assertDoesNotThrow(() -> Preflight.check(two, USUAL));
  }
}
