package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReachableTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("STAGE_HOST", "chat.example");

  @TempDir private Path folder = Path.of("");

  private Reachable of(String target, String dynamoDb, String more)
      throws IOException, ScenarioException {
    Path file = folder.resolve("late.yaml");
    Files.writeString(
        file,
        """
        question: How late?
        target: %s
        audience: { connections: 1000 }
        publish: { rate: 5/s, publishers: 10, warmup: 10s, for: 30s, drain: 5s%s }
        """
            .formatted(target, more));
    Scenario scenario = new ScenarioReader(ENVIRONMENT::get).read(file, List.of());
    return new Reachable(scenario, dynamoDb, ENVIRONMENT::get);
  }

  @Test
  void theLocalStageIsNotReachedAndOneIsToldWhatToDo() throws Exception {
    String objection = of("local", "aws", "").objection("kubernetes");
    assertTrue(objection.startsWith("--on kubernetes cannot load the local stage"), objection);
    assertTrue(objection.contains("--target"), objection);
    assertTrue(objection.contains("--on processes"), objection);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ws://localhost:8080", "ws://127.0.0.1:1/prod", "ws://[::1]:80", "ws://0.0.0.0:9"})
  void thisMachineIsAnotherOneToAPod(String target) throws Exception {
    String objection = of(target, "aws", "").objection("kubernetes");
    assertTrue(objection.contains("is this machine"), objection);
    String table =
        of("wss://chat.example", target.replace("ws:", "http:"), "").objection("kubernetes");
    assertTrue(table.contains("is this machine"), table);
  }

  @Test
  void aStageElsewhereIsFine() throws Exception {
    assertEquals("", of("wss://chat.example/prod", "aws", "").objection("kubernetes"));
  }

  @ParameterizedTest
  @CsvSource({
    "wss://chat.example/prod, aws, '[443]'",
    "ws://chat.example/prod, aws, '[80, 443]'",
    "ws://${STAGE_HOST}:8080, http://table.example:8000, '[443, 8000, 8080]'",
  })
  void thePortsAreThoseThatTheScenarioNames(String target, String dynamoDb, String ports)
      throws Exception {
    assertEquals(ports, new TreeSet<>(of(target, dynamoDb, "").ports()).toString());
  }

  @Test
  void anHttpPublisherHasAPortOfItsOwn() throws Exception {
    String http = ", via: { http: { method: POST, path: 'http://api.example:81/send/#{room}' } }";
    assertEquals("[81, 443]", of("wss://chat.example", "aws", http).ports().toString());
  }

  @Test
  void itLastsAsLongAsAllOfItAndHasPatience() throws Exception {
    Duration longest = of("wss://chat.example", "aws", "").longest(Duration.ofMinutes(5));
    // 1,010 handshakes and those of the witnesses take three seconds.
    assertEquals(Duration.ofMinutes(20).plusSeconds(3 + 10 + 30 + 5), longest);
  }
}
