package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stage with IAM authorization on {@code $connect}, which checks each signature itself. */
@EnabledOnOs(OS.LINUX)
@Tag("proof")
class IamIT {
  private static final String SCENARIO =
      """
      question: Does a signed handshake get in?
      local: { template: guarded.yaml }
      connect: { auth: %s, query: { room: 'a b/ä+&=' } }
      audience: { connections: 40 }
      publish: { rate: 5/s, warmup: 1s, for: 2s, drain: 10s, publishers: 2 }
      """;

  private static Broadside run(Path home, String auth) throws Exception {
    String template = Files.readString(Path.of("src/main/deploy/scan-chat.yaml"));
    String guarded =
        template.replace(
            "RouteKey: $connect", "RouteKey: $connect\n      AuthorizationType: AWS_IAM");
    assertTrue(!guarded.equals(template), "there is a $connect route");
    Files.writeString(home.resolve("guarded.yaml"), guarded);
    Files.writeString(home.resolve("iam.yaml"), SCENARIO.formatted(auth));
    // A user's own credentials must not get to the local stage.
    Map<String, String> own =
        Map.of("AWS_ACCESS_KEY_ID", "AKIDOWN", "AWS_SECRET_ACCESS_KEY", "own");
    return Broadside.start(home, own, "run", "iam.yaml", "--json");
  }

  /** The witness's handshakes are signed too: its check would fail without its connections. */
  @SideBySide
  void eachSignedHandshakeIsLetInTheWitnesssToo(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, "iam")) {
      int code = run.awaitExit();
      assertTrue(code == 0 || code == 3, () -> "it said " + run.errorLines());
      JsonNode summary = new ObjectMapper().readTree(run.output());
      assertEquals(40, summary.at("/connections/opened").asInt(), run::toString);
      assertEquals(400, summary.at("/deliveries/delivered").asLong(), summary::toString);
      for (JsonNode check : summary.at("/validity/checks")) {
        assertTrue(!check.get("value").asText().contains("connections opened"), check::toString);
      }
    }
  }

  @SideBySide
  void anUnsignedHandshakeIsForbidden(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, "none")) {
      assertEquals(1, run.awaitExit());
      assertTrue(run.sentences().getFirst().contains(": HTTP 403 ("), run.sentences()::getFirst);
    }
  }
}
