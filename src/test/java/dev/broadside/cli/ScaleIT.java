package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Check;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.measure.ShardsView;
import dev.broadside.report.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several injectors on one local stage, whole and with one of them killed: {@code mvn verify
 * -Pproofs -Dit.test=ScaleIT}.
 */
@Tag("proof")
@EnabledOnOs(OS.LINUX)
class ScaleIT {
  private static final int CONNECTIONS = 31;
  private static final int PER_SECOND = 5;
  private static final int SECONDS = 4;
  private static final int WARM_UP = 5;

  private static Broadside run(Path home, int injectors, String... more) throws Exception {
    Path scenario = home.resolve("three.yaml");
    Files.writeString(
        scenario,
        """
        question: Do several injectors count as one?
        audience: { connections: %d, witnesses: 0 }
        publish: { rate: %d/s, publishers: 4, warmup: 1s, for: %ds, drain: 20s }
        """
            .formatted(CONNECTIONS, PER_SECOND, SECONDS));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", scenario.toString(), "--injectors", "" + injectors, "--on", "processes"));
    arguments.addAll(List.of(more));
    return Broadside.start(home, arguments.toArray(String[]::new));
  }

  private static RunSummary summary(Broadside run) throws Exception {
    List<Path> left = run.reports();
    assertEquals(1, left.size(), left::toString);
    RunSummary summary = RunReport.load(left.getFirst()).summary();
    RunSummary.Deliveries books = summary.deliveries();
    assertEquals(books.expected(), books.delivered() + books.lost());
    assertEquals(books.lost(), books.lostByReason().values().stream().mapToLong(n -> n).sum());
    return summary;
  }

  private static Check check(RunSummary summary, String name) {
    return summary.validity().checks().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + name));
  }

  @Test
  void threeInjectorsCountAsOne(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, 3)) {
      int code = run.awaitExit();
      assertTrue(code == 0 || code == 2 || code == 3, () -> "it said " + run.errorLines());
      run.awaitNobody();
      RunSummary summary = summary(run);
      assertEquals(3, summary.run().injectors());
      assertEquals(CONNECTIONS, summary.connections().opened());
      assertEquals(PER_SECOND * SECONDS, summary.broadcasts().planned());
      assertEquals(PER_SECOND * SECONDS, summary.broadcasts().published());
      assertEquals(0, summary.deliveries().unexpected());
      assertEquals(0, summary.deliveries().foreign());
      assertEquals(CONNECTIONS * PER_SECOND * SECONDS, summary.deliveries().expected());
      for (String books :
          List.of(
              "shards reported",
              "books of each shard balance",
              "broadcasts in the books of every shard",
              "books balance")) {
        assertTrue(check(summary, books).ok(), () -> books + ": " + check(summary, books).value());
      }
      assertShards(run, summary);
    }
  }

  private static void assertShards(Broadside run, RunSummary summary) throws Exception {
    JsonNode shards =
        new ObjectMapper()
            .readTree(run.reports().getFirst().resolve(ShardsView.FILE).toFile())
            .path("shards");
    long delivered = 0;
    for (JsonNode shard : shards) {
      delivered += shard.path("delivered").asLong();
      String line = "injector " + shard.path("shard").asInt() + " on ";
      assertTrue(
          run.errorLines().stream()
              .anyMatch(said -> said.contains(line) && said.contains("after the common start")),
          () -> "it said " + run.errorLines());
    }
    assertEquals(3, shards.size());
    assertEquals(summary.deliveries().delivered(), delivered);
    assertEquals(
        delivered,
        summary.latency().deliveryMillis().count(),
        "the histograms of all are added to one");
  }

  @Test
  void oneThatIsKilledBeforeTheStartEndsTheRun(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, 3, "--set", "connect.rate=1/s")) {
      run.awaitLines(1, line -> line.matches("connections +[1-9].*"));
      run.injector(1).destroyForcibly();
      assertEquals(1, run.awaitExit(), () -> "it said " + run.errorLines());
      run.awaitNobody();
      assertEquals(1, run.sentences().size(), () -> "it said " + run.sentences());
      assertTrue(
          run.sentences()
              .getFirst()
              .startsWith("broadside: injector 1 ended before the run began: exit code 137"),
          run.sentences()::getFirst);
      assertEquals(List.of(), run.reports());
    }
  }

  @Test
  void oneThatIsKilledWhileItMeasuresIsMissingAndNamed(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, 3)) {
      awaitMeasuring(run);
      run.injector(1).destroyForcibly();
      assertEquals(3, run.awaitExit(), () -> "it said " + run.errorLines());
      run.awaitNobody();
      RunSummary summary = summary(run);
      assertEquals(Status.INVALID, summary.verdict().status());
      Check reported = check(summary, "shards reported");
      assertFalse(reported.ok());
      assertEquals("2 of 3 (missing: 1)", reported.value());
      assertEquals(2, summary.run().injectors());
      assertTrue(
          run.errorLines().stream()
              .anyMatch(said -> said.startsWith("injector 1 left no result: exit code 137")),
          () -> "it said " + run.errorLines());
    }
  }

  @Test
  void withAQuorumOneMayBeMissing(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, 3, "--quorum", "2")) {
      awaitMeasuring(run);
      run.injector(2).destroyForcibly();
      int code = run.awaitExit();
      assertTrue(code == 0 || code == 2 || code == 3, () -> "it said " + run.errorLines());
      run.awaitNobody();
      Check reported = check(summary(run), "shards reported");
      assertTrue(reported.ok(), reported.value());
      assertEquals("2 of 3 (missing: 2)", reported.value());
    }
  }

  @Test
  void ctrlCKeepsWhatAllOfThemSaw(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, 2, "--set", "publish.for=120s")) {
      awaitMeasuring(run);
      Broadside.signal("INT", run.processes());
      assertEquals(130, run.awaitExit(), () -> "it said " + run.errorLines());
      run.awaitNobody();
      RunSummary summary = summary(run);
      assertTrue(summary.interrupted());
      assertEquals(Status.INVALID, summary.verdict().status());
      assertEquals("interrupted by SIGINT", summary.verdict().reasons().getFirst());
      assertTrue(summary.broadcasts().published() > 0);
    }
  }

  /** Until some measured broadcasts were published. */
  private static void awaitMeasuring(Broadside run) throws InterruptedException {
    run.awaitPublished(1, WARM_UP + 1);
  }
}
