package dev.broadside.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.aws.PriceLists;
import dev.broadside.report.PageProbe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tuning page on a phone, in headless Chromium. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(300)
final class TuningPhoneProof {
  private static final int PHONE = 390;
  @TempDir private Path home = Path.of("");

  @Test
  void nothingSticksOut() throws Exception {
    Tuning tuning =
        Tuning.of(TuningInputs.REFERENCE, PriceLists.bundled(), List.of(), List.of(), Map.of());
    assertEquals(List.of(), PageProbe.in(home).sticksOut(TuningPage.render(tuning), PHONE));
  }
}
