package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.report.PageProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a search in headless Chromium, light, dark and on a phone. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(600)
final class CapacityPageProof {
  private static final int PHONE = 390;
  @TempDir private Path home = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"bracket", "never", "injector"})
  void nobodyIsKeptOutAndNothingIsFetchedOrSticksOut(String found) throws Exception {
    String page = page(found);
    PageProbe probe = PageProbe.in(home);
    assertEquals(List.of(), probe.faults(page, false));
    assertEquals(List.of(), probe.faults(page, true));
    assertEquals(List.of(), probe.sticksOut(page, PHONE));
  }

  private String page(String found) throws IOException {
    SimulatedStage stage =
        switch (found) {
          case "never" -> SimulatedStage.soft(1, 20);
          case "injector" -> SimulatedStage.soft(1_700, 20).byAnInjectorThatEndsAt(500);
          default -> SimulatedStage.soft(1_700, 20);
        };
    Path folder = Files.createDirectories(home.resolve(found));
    return CapacityPage.render(SampleSearch.report(folder, Quantity.CONNECTIONS, stage));
  }
}
