package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A healthy run is never INVALID: no check cries out where nothing is wrong, however often it is
 * asked. On a machine that has nothing else to do; {@code -Dbroadside.repetitions} of each.
 */
@Isolated("what runs beside it is no healthy run's")
@Tag("proof")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class HealthyRunsProof {
  private static final int REPETITIONS = Integer.getInteger("broadside.repetitions", 50);

  @TempDir private Path home = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"serial", "async", "direct"})
  void noneOfManyHealthyRunsIsInvalid(String fanout) throws Exception {
    Map<String, Integer> verdicts = new TreeMap<>();
    Map<String, Integer> brokenChecks = new TreeMap<>();
    List<String> reasons = new ArrayList<>();
    for (int number = 1; number <= REPETITIONS; number++) {
      JsonNode summary = run(fanout, Files.createDirectories(home.resolve(fanout + number)));
      String verdict = summary.at("/verdict/status").asText();
      verdicts.merge(verdict, 1, Integer::sum);
      if (!verdict.equals("PASS")) {
        reasons.add(number + ": " + summary.get("verdict"));
      }
      for (JsonNode check : summary.at("/validity/checks")) {
        if (!check.get("ok").asBoolean()) {
          brokenChecks.merge(check.get("name").asText(), 1, Integer::sum);
        }
      }
    }
    System.out.printf(
        "%s: of %d healthy runs %s; checks that failed: %s%n",
        fanout, REPETITIONS, verdicts, brokenChecks);
    assertEquals(0, verdicts.getOrDefault("INVALID", 0), reasons::toString);
  }

  private static JsonNode run(String fanout, Path folder) throws Exception {
    String[] arguments = {
      "run",
      Broadside.scenario("smoke.yaml"),
      "--json",
      "--set",
      "local.fanout=" + fanout,
      "--set",
      "publish.for=4s",
      "--set",
      "publish.drain=1s"
    };
    try (Broadside run = Broadside.start(folder, arguments)) {
      run.awaitExit();
      assertTrue(run.output().startsWith("{"), () -> run.errorLines().toString());
      return new ObjectMapper().readTree(run.output());
    }
  }
}
