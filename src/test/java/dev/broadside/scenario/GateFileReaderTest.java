package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.scenario.GateFile.Growth;
import dev.broadside.scenario.GateFile.Waiver;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateFileReaderTest {
  private static GateFile parse(String text) throws ScenarioException {
    return new GateFileReader(LocalDate.of(2026, 11, 21)).parse("gate.yaml", text);
  }

  private static void assertRefused(String sentence, String text) {
    ScenarioException failure = assertThrows(ScenarioException.class, () -> parse(text));
    assertEquals(sentence, failure.getMessage());
  }

  @Test
  void readsEachKey() throws ScenarioException {
    assertEquals(
        new GateFile(
            "mvn -q package",
            "java -jar target/benchmarks.jar",
            "template.yaml",
            List.of("target/functions.jar"),
            "room.yaml",
            0.02,
            0.08,
            Map.of(
                "posts per broadcast", new Growth(0, 1), "gc.alloc.rate.norm", new Growth(0.02, 0)),
            List.of(new Waiver("x.B.*", "being fixed", LocalDate.of(2026, 11, 21)))),
        parse(
            """
            build: mvn -q package
            jmh: java -jar target/benchmarks.jar
            template: template.yaml
            functions: [target/functions.jar]
            scenario: room.yaml
            thresholds: { delta: 2%, tolerance: 8% }
            counters: { posts per broadcast: 1, gc.alloc.rate.norm: 2% }
            waivers:
              - { benchmark: x.B.*, reason: being fixed, until: 2026-11-21 }
            """));
  }

  @Test
  void hasTheUsualThresholds() throws ScenarioException {
    GateFile file = parse("jmh: java -jar b.jar");
    assertEquals(0.03, file.delta());
    assertEquals(0.10, file.tolerance());
  }

  @Test
  void namesTheLineAndTheNearestKey() {
    assertRefused(
        "gate.yaml:2:1: unknown key 'biuld' at the top level; did you mean 'build'?",
        "jmh: x\nbiuld: y\n");
    assertRefused(
        "gate.yaml:2:15: unknown key 'dleta' in 'thresholds'; did you mean 'delta'?",
        "jmh: x\nthresholds: { dleta: 3% }\n");
  }

  @Test
  void refusesAWaiverThatIsOverOrHasNoReason() {
    assertRefused(
        "gate.yaml:3:54: 'waivers.until' was 2026-11-20: the waiver of 'x' is over; remove it, or"
            + " give a new day and reason",
        "jmh: x\nwaivers:\n  - { benchmark: x, reason: being fixed long, until: 2026-11-20 }\n");
    assertRefused(
        "gate.yaml:3:5: 'waivers.reason' is missing: say why, for those who read the report",
        "jmh: x\nwaivers:\n  - { benchmark: x, until: 2026-11-20 }\n");
    assertRefused(
        "gate.yaml:3:41: 'waivers.until' must be a day, as 2027-01-31",
        "jmh: x\nwaivers:\n  - { benchmark: x, reason: why, until: soon }\n");
  }

  @Test
  void refusesThresholdsThatLeaveNothingBetween() {
    assertRefused(
        "gate.yaml:2:22: 'thresholds.delta' must be below tolerance, which is 10.0%",
        "jmh: x\nthresholds: { delta: 10% }\n");
    assertRefused(
        "gate.yaml:2:22: 'thresholds.delta' must be a share above 0% and up to 100%, as 3%",
        "jmh: x\nthresholds: { delta: 0% }\n");
  }

  @Test
  void refusesAFileThatSaysNothingToRun() {
    assertRefused(
        "gate.yaml: 'jmh' is missing, and scenario too: say what to run", "build: make\n");
    assertRefused(
        "gate.yaml:1:11: 'template' needs a scenario that measures it: add one",
        "template: t.yaml\njmh: x\n");
    assertRefused(
        "gate.yaml: a gate file is keys with values, as 'jmh: java -jar target/benchmarks.jar'",
        "");
  }

  @Test
  void aBudgetIsATimeOfASecondOrMore() {
    assertEquals(Optional.of(Duration.ofMinutes(15)), GateFileReader.budget("15m"));
    assertEquals(Optional.empty(), GateFileReader.budget("15"));
    assertEquals(Optional.empty(), GateFileReader.budget("10ms"));
  }
}
