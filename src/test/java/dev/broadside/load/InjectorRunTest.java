package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class InjectorRunTest {
  @Test
  void aScenarioIsNamedShortOrInFull() {
    assertEquals(
        "scenarios/quickstart.yaml", InjectorRun.scenarioFile(Map.<String, String>of()::get));
    assertEquals("a.yaml", InjectorRun.scenarioFile(Map.of("scenario", "a.yaml")::get));
    Map<String, String> both = Map.of("scenario", "a.yaml", "broadside.scenario", "b.yaml");
    assertEquals("b.yaml", InjectorRun.scenarioFile(both::get));
  }
}
