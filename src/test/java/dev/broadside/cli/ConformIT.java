package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command against the local stage: all of the checklist holds, and nothing is left behind. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@Tag("proof") // Run by .ci/proofs.
class ConformIT {
  @Test
  void theLocalStageIsLikeApiGatewayInEveryRespect(@TempDir Path home) throws Exception {
    try (Broadside run = Broadside.start(home, "conform", "--json")) {
      int code = run.awaitExit();
      JsonNode report = new ObjectMapper().readTree(run.output());
      List<String> others = new ArrayList<>();
      for (JsonNode check : report.path("checks")) {
        if (!check.path("result").asText().equals("holds")) {
          others.add(check.toString());
        }
      }
      assertEquals(List.of(), others, () -> String.join("\n", run.errorLines()));
      assertEquals(41, report.at("/counts/holds").asInt());
      assertEquals("local", report.at("/stage/kind").asText());
      assertEquals(0, code);
      run.awaitNobody();
      assertEquals(List.of(), run.leftovers());
    }
  }
}
