package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.cli.Broadside.Role;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.report.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed or interrupted, by whom and whenever: no process survives it, the folder
 * keeps what was seen, and the exit code says what happened. Each run costs ten seconds of a
 * processor, so all but the one that ends every process at once are proofs, which CI runs too:
 * {@code mvn verify -Pproofs -Dit.test=KillIT}.
 */
@EnabledOnOs(OS.LINUX)
class KillIT {
  /** Five of which are warm-up. */
  private static final int SOME_BROADCASTS = 15;

  @Tag("proof")
  @SideBySide
  void aKilledStageEndsTheRunAndWhatWasSeenIsKept(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      run.process(Role.STAGE).destroyForcibly();
      assertKept(run, 3, "the local stage ended during the run (exit code 137");
    }
  }

  @Tag("proof")
  @SideBySide
  void aKilledFunctionHostEndsTheRunAndWhatWasSeenIsKept(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      run.process(Role.FUNCTIONS).destroyForcibly();
      assertKept(
          run,
          3,
          "the local stage ended during the run (the function host 1 ended with exit code 137");
    }
  }

  @Tag("proof")
  @SideBySide
  void killedTablesEndTheRunAndWhatWasSeenIsKept(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      run.process(Role.TABLES).destroyForcibly();
      assertKept(
          run,
          3,
          "the local stage ended during the run (the DynamoDB Local ended with exit code 137");
    }
  }

  @Tag("proof")
  @SideBySide
  void aKilledInjectorIsReportedByTheCommandLine(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      run.process(Role.INJECTOR).destroyForcibly();
      assertKept(run, 3, "the injector ended unexpectedly (exit code 137)");
      assertDrawnAgain(run, home);
    }
  }

  @Tag("proof")
  @SideBySide
  void aKilledCommandLineIsReportedByTheInjector(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      run.self().destroyForcibly();
      assertEquals(137, run.awaitExit());
      run.awaitNobody();
      assertReason(assertPartial(run), "the launcher was killed");
      assertTrue(Files.exists(partial(run).resolve("report.html")));
      assertEquals(List.of(), run.leftovers());
    }
  }

  @Tag("proof")
  @SideBySide
  void whatIsLeftOfARunThatIsKilledWholeCanBeDrawn(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      Broadside.signal("KILL", run.processes());
      assertEquals(137, run.awaitExit());
      run.awaitNobody();
      assertReason(assertPartial(run), "the run was killed while measuring");
      assertDrawnAgain(run, home);
    }
  }

  @SideBySide
  void ctrlCEndsTheRunAndWhatWasSeenIsKept(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      Broadside.signal("INT", run.processes());
      assertKept(run, 130, "interrupted by SIGINT");
    }
  }

  @Tag("proof")
  @SideBySide
  void sigtermEndsTheRunAndWhatWasSeenIsKept(@TempDir Path home) throws Exception {
    try (Broadside run = measuring(home)) {
      Broadside.signal("TERM", List.of(run.self()));
      assertKept(run, 143, "interrupted by SIGTERM");
    }
  }

  @Tag("proof")
  @SideBySide
  void ctrlCWhileTheStageStartsLeavesNothing(@TempDir Path home) throws Exception {
    try (Broadside run = run(home)) {
      run.process(Role.TABLES);
      Broadside.signal("INT", run.processes());
      assertNothingLeft(run, 130, "interrupted by SIGINT before anything was measured");
    }
  }

  @Tag("proof")
  @SideBySide
  void ctrlCWhileConnectingLeavesNothing(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, "connect.rate=1/s")) {
      run.awaitLines(1, line -> line.startsWith("connecting"));
      Broadside.signal("INT", run.processes());
      assertNothingLeft(run, 130, "interrupted by SIGINT before anything was measured");
    }
  }

  @Tag("proof")
  @SideBySide
  void anInjectorThatIsKilledBeforeItPublishedLeavesNothing(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, "connect.rate=1/s")) {
      run.awaitLines(1, line -> line.startsWith("connecting"));
      run.process(Role.INJECTOR).destroyForcibly();
      assertNothingLeft(run, 1, "the injector ended before anything was measured (exit code 137");
    }
  }

  @Tag("proof")
  @SideBySide
  void anInjectorThatIsKilledWhileTheStageStartsLeavesNothing(@TempDir Path home) throws Exception {
    try (Broadside run = run(home)) {
      run.process(Role.FUNCTIONS);
      run.process(Role.INJECTOR).destroyForcibly();
      assertNothingLeft(run, 1, "the injector ended before anything was measured (exit code 137");
    }
  }

  private static Broadside run(Path home, String... overrides) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", Broadside.scenario("smoke.yaml")));
    arguments.addAll(List.of("--set", "audience.connections=10", "--set", "publish.publishers=2"));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return Broadside.start(home, arguments.toArray(String[]::new));
  }

  /** A run that has measured for some seconds, and would go on. */
  private static Broadside measuring(Path home) throws Exception {
    Broadside run = run(home, "publish.for=60s", "publish.warmup=1s");
    // What is shown is in the next summary.
    run.awaitPublished(2, SOME_BROADCASTS);
    return run;
  }

  private static void assertKept(Broadside run, int exitCode, String reason) throws Exception {
    assertEquals(exitCode, run.awaitExit(), () -> "it said " + run.errorLines());
    run.awaitNobody();
    assertEquals(1, run.sentences().size(), () -> "it said " + run.sentences());
    assertTrue(
        run.sentences().getFirst().startsWith("broadside: " + reason), run.sentences()::getFirst);
    assertNoStackTrace(run);
    assertReason(assertPartial(run), reason);
    assertTrue(Files.exists(partial(run).resolve("report.html")));
    assertTrue(run.output().contains("Report: "), run.output());
    assertEquals(List.of(), run.leftovers());
  }

  private static void assertNothingLeft(Broadside run, int exitCode, String sentence)
      throws Exception {
    assertEquals(exitCode, run.awaitExit(), () -> "it said " + run.errorLines());
    run.awaitNobody();
    assertEquals(1, run.sentences().size(), () -> "it said " + run.sentences());
    assertTrue(
        run.sentences().getFirst().startsWith("broadside: " + sentence), run.sentences()::getFirst);
    assertNoStackTrace(run);
    assertEquals(List.of(), run.reports());
    assertEquals(List.of(), run.leftovers());
  }

  private static void assertNoStackTrace(Broadside run) {
    for (String line : run.errorLines()) {
      assertFalse(line.startsWith("\tat ") || line.contains("Exception"), line);
    }
  }

  private static Path partial(Broadside run) throws Exception {
    List<Path> left = run.reports();
    assertEquals(1, left.size(), left::toString);
    assertTrue(left.getFirst().toString().endsWith(".partial"), left::toString);
    return left.getFirst();
  }

  /** The folder of a run that was cut short: it says so, and its books balance. */
  private static RunSummary assertPartial(Broadside run) throws Exception {
    Path folder = partial(run);
    RunSummary summary = RunReport.load(folder).summary();
    assertTrue(summary.interrupted());
    assertEquals(Status.INVALID, summary.verdict().status());
    RunSummary.Broadcasts broadcasts = summary.broadcasts();
    assertTrue(broadcasts.published() > 0);
    assertEquals(
        broadcasts.planned(),
        broadcasts.published() + broadcasts.rejected() + broadcasts.skipped());
    assertTrue(broadcasts.complete() + broadcasts.incomplete() <= broadcasts.published());
    RunSummary.Deliveries books = summary.deliveries();
    assertTrue(books.delivered() > 0);
    assertEquals(books.expected(), books.delivered() + books.lost());
    assertEquals(books.lost(), books.lostByReason().values().stream().mapToLong(n -> n).sum());
    for (String log : List.of("delivery.hlog", "last.hlog")) {
      try (HistogramLogReader reader = new HistogramLogReader(folder.resolve(log).toFile())) {
        while (reader.hasNext()) {
          reader.nextIntervalHistogram();
        }
      }
    }
    assertFalse(Files.exists(folder.resolve("summary.json.tmp")));
    assertTrue(Files.exists(folder.resolve("logs/injector.log")));
    return summary;
  }

  private static void assertReason(RunSummary summary, String reason) {
    assertTrue(summary.verdict().reasons().getFirst().startsWith(reason), summary::toString);
  }

  private static void assertDrawnAgain(Broadside run, Path home) throws Exception {
    Path folder = partial(run);
    Files.deleteIfExists(folder.resolve("report.html"));
    try (Broadside report = Broadside.start(home, "report", folder.toString())) {
      assertEquals(0, report.awaitExit(), () -> "it said " + report.errorLines());
      assertTrue(report.output().contains("INVALID"), report.output());
    }
    assertTrue(Files.exists(folder.resolve("report.html")));
  }
}
