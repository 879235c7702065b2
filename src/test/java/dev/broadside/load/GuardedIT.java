package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.load.dsl.GuardedSimulation;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulation of a user's own against a stage that asks who comes. */
@Tag("proof")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class GuardedIT {
  @Test
  void headersSubprotocolFirstFrameAndCertificateLetUsersInAndNobodyElse(@TempDir Path folder)
      throws Exception {
    TlsStage.makeKey(folder, "dns:localhost");
    try (GuardedStage stage = GuardedStage.start(folder)) {
      Gatlings run =
          Gatlings.run(
              GuardedSimulation.class,
              folder,
              Map.of(
                  "ws",
                  "wss://localhost:" + stage.port() + "/",
                  "ca",
                  folder.resolve("ca.pem"),
                  "subprotocol",
                  GuardedStage.SUBPROTOCOL,
                  "header",
                  GuardedStage.HEADER,
                  "token",
                  GuardedStage.TOKEN));
      assertEquals(0, run.exitCode(), run::text);
      JsonNode summary = run.summary("guarded");
      assertEquals(20, summary.at("/connections/opened").asInt(), summary::toString);
      assertEquals(1, summary.at("/connections/failed").asInt(), summary::toString);
      assertEquals(5, summary.at("/broadcasts/complete").asInt(), summary::toString);
      assertEquals(100, summary.at("/deliveries/delivered").asInt(), summary::toString);
      assertEquals(5, summary.at("/deliveries/echoes").asInt(), summary::toString);
      assertEquals(0, summary.at("/deliveries/unexpected").asInt(), summary::toString);
      assertFalse(summary.toString().contains(GuardedStage.TOKEN), "a token is in the summary");
      assertFalse(run.text().contains(GuardedStage.TOKEN), "a token was printed");
    }
  }
}
