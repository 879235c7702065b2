package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark that is ended half-way says what it kept, leaves no process, and goes on. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(600)
@EnabledOnOs(OS.LINUX)
class BenchInterruptedIT {
  @TempDir private Path home = Path.of("");

  @Test
  void whatIsFinishedIsKeptAndTheNextGoesOnFromThere() throws Exception {
    try (Broadside first = Broadside.start(home, "bench", "fanout", "--quick")) {
      first.awaitLines(1, line -> line.startsWith("row 2 of 12"));
      Broadside.signal("INT", List.of(first.self()));
      assertEquals(130, first.awaitExit());
      first.awaitLines(1, line -> line.startsWith("Interrupted: 1 of 12 rows are finished"));
      assertEquals(List.of(), first.sentences(), "a fork that was ended is no failure");
      first.awaitNobody();
    }
    try (Broadside next = Broadside.start(home, "bench", "fanout", "--quick")) {
      next.awaitLines(1, line -> line.startsWith("row 2 of 12"));
      next.awaitLines(1, line -> line.startsWith("Going on in "));
      assertTrue(
          next.errorLines().stream().noneMatch(line -> line.startsWith("row 1 of 12")),
          "" + next.errorLines());
      Broadside.signal("HUP", List.of(next.self()));
      assertEquals(129, next.awaitExit());
      next.awaitNobody();
    }
  }
}
