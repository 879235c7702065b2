package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishTest {
  @TempDir private Path reports = Path.of("");

  @Test
  void aRunThatWentToItsEndLeavesAWholeFolder() throws Exception {
    Run run = run();
    run.outcome().complete(new Outcome.Measured(summary(3), true));
    Finish.Result result = Finish.run(run, null);
    assertEquals(0, result.exitCode());
    assertEquals("Verdict: PASS", result.sentence());
    Path folder = Objects.requireNonNull(result.folder());
    assertFalse(folder.toString().endsWith(".partial"));
    assertTrue(Files.exists(folder.resolve("report.html")));
    assertEquals(List.of(folder), left());
  }

  @Test
  void aRunThatIsStoppedWhileItsReportIsWrittenIsMarked() throws Exception {
    Run run = run();
    run.outcome().complete(new Outcome.Measured(summary(3), true));
    run.stop("interrupted by SIGINT");
    Finish.Result result = Finish.run(run, null);
    assertEquals(3, result.exitCode());
    Path folder = Objects.requireNonNull(result.folder());
    assertTrue(folder.toString().endsWith(".partial"));
    assertTrue(Files.exists(folder.resolve("report.html")));
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    assertTrue(summary.get("interrupted").asBoolean());
    assertEquals("INVALID", summary.at("/verdict/status").asText());
    assertEquals(
        "interrupted by SIGINT while the report was written, after all was measured",
        summary.at("/verdict/reasons/0").asText());
  }

  @Test
  void aRunThatIsStoppedBeforeItPublishedLeavesNothing() throws Exception {
    Run run = run();
    run.stop("interrupted by SIGINT");
    run.outcome().complete(new Outcome.Measured(summary(0).cutShort("stopped"), false));
    assertEquals(new Finish.Result(1, "interrupted by SIGINT", null), Finish.run(run, null));
    assertEquals(List.of(), left());
  }

  @Test
  void aRunThatStopsItselfBeforeItPublishedSaysWhy() throws Exception {
    Run run = run();
    run.outcome().complete(new Outcome.Measured(summary(0).cutShort("limits.errors"), false));
    assertEquals(new Finish.Result(1, "limits.errors", null), Finish.run(run, null));
    assertEquals(List.of(), left());
  }

  /** One of several injectors that publishes nothing has the books of what the others publish. */
  @Test
  void aShareThatOnlyListensKeepsWhatItHeardWhenItIsStopped() throws Exception {
    Run run = run();
    run.stop("interrupted by SIGINT");
    Outcome heard =
        new Outcome.Measured(
            summary(new RunSummary.Broadcasts(0, 0, 0, 0, 3, 0, Distribution.EMPTY))
                .cutShort("interrupted by SIGINT"),
            false);
    run.outcome().complete(heard);
    assertEquals(heard, Finish.outcome(run));
  }

  @Test
  void aRunWhoseStageDidNotStartLeavesNothing() throws Exception {
    Run run = run();
    run.stop("the local stage did not start: no design 'x'");
    assertEquals(
        new Finish.Result(1, "the local stage did not start: no design 'x'", null),
        Finish.run(run, null));
    assertEquals(List.of(), left());
  }

  private Run run() throws Exception {
    ScenarioReader reader = new ScenarioReader(name -> null);
    return Run.prepare(
        reader.read(Path.of("scenarios", "smoke.yaml"), List.of()), reports, progress -> {});
  }

  private List<Path> left() throws Exception {
    try (var files = Files.list(reports)) {
      return files.toList();
    }
  }

  private static RunSummary summary(long published) {
    return summary(
        new RunSummary.Broadcasts(
            3, published, 0, 3 - published, published, 0, Distribution.EMPTY));
  }

  private static RunSummary summary(RunSummary.Broadcasts broadcasts) {
    Distribution none = Distribution.EMPTY;
    String time = "2026-11-21T07:15:00Z";
    return new RunSummary(
        RunSummary.SCHEMA,
        false,
        new RunSummary.Run(
            "r", "smoke", "?", 1, time, null, "local", null, null, Map.of(), null, 1),
        new RunSummary.Verdict(Status.PASS, List.of()),
        new RunSummary.Connections(10, 10, 0, 0, none),
        broadcasts,
        new RunSummary.Deliveries(0, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0),
        new RunSummary.Latency(none, none, none, none, none, none),
        HandlerCounts.between(null, null),
        new RunSummary.Validity(List.of()),
        new RunSummary.Cost(null, null, null, null),
        Map.of());
  }
}
