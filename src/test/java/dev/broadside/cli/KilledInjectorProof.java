package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.cli.Broadside.Role;
import dev.broadside.load.StubSchedule;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Check;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.scale.Roster;
import dev.broadside.scale.TableAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three injectors is killed, wherever it is on its way: before the start that ends the run,
 * which would not be what was asked for; afterwards the others' measurement is kept, and is INVALID
 * unless they are a quorum. Nobody is left behind in any case.
 */
@Tag("proof")
@EnabledOnOs(OS.LINUX)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class KilledInjectorProof {
  private static final Duration PATIENCE = Duration.ofSeconds(200);
  private static final String LOAD =
      """
      audience: { connections: 9, witnesses: 0 }
      publish: { rate: 5/s, publishers: 3, warmup: 6s, for: 6s, drain: 8s }
      """;

  @TempDir private Path home = Path.of("");
  private final List<StubRun> runs = new ArrayList<>();

  private Broadside start(String... more) throws Exception {
    StubRun run = StubRun.start(home, StubSchedule.CONSTANT, 3, LOAD, Map.of(), more);
    runs.add(run);
    return run.run();
  }

  @AfterEach
  void end() {
    runs.forEach(StubRun::close);
  }

  @Test
  void beforeItClaimsItsSlot() throws Exception {
    Broadside run = start();
    run.injector(1).destroyForcibly();
    assertEndsTheRun(run);
  }

  @Test
  void whileItConnects() throws Exception {
    Broadside run = start("--set", "connect.rate=1/s");
    awaitPhase(run, 1, "connecting");
    run.injector(1).destroyForcibly();
    assertEndsTheRun(run);
  }

  @Test
  void atTheBarrier() throws Exception {
    Broadside run = start();
    // Whoever is stopped now never arrives, so the others wait.
    Broadside.signal("STOP", List.of(run.injector(2)));
    awaitPhase(run, 1, "waiting");
    run.injector(1).destroyForcibly();
    assertEndsTheRun(run);
  }

  @Test
  void inTheWarmUp() throws Exception {
    Broadside run = start();
    awaitPhase(run, 1, "warmup");
    run.injector(1).destroyForcibly();
    assertInvalidWithout(run, 1);
  }

  @Test
  void whileItMeasures() throws Exception {
    Broadside run = start();
    awaitPhase(run, 1, "measuring");
    run.injector(1).destroyForcibly();
    assertInvalidWithout(run, 1);
  }

  @Test
  void whileItDrains() throws Exception {
    Broadside run = start();
    awaitPhase(run, 1, "draining");
    run.injector(1).destroyForcibly();
    assertInvalidWithout(run, 1);
  }

  @Test
  void whileItUploads() throws Exception {
    Broadside run = start();
    uploading(run);
    assertInvalidWithout(run, 1);
  }

  @Test
  void aQuorumIsEnoughWithoutOneThatUploads() throws Exception {
    Broadside run = start("--quorum", "2");
    uploading(run);
    assertEnoughWithout(run, 1);
  }

  @Test
  void aQuorumIsEnoughWithoutTheFirst() throws Exception {
    Broadside run = start("--quorum", "2");
    awaitPhase(run, 0, "measuring");
    run.injector(0).destroyForcibly();
    assertEnoughWithout(run, 0);
  }

  /** Kills injector 1 when it has a result and a table that does not answer. */
  private void uploading(Broadside run) throws Exception {
    awaitPhase(run, 1, "draining");
    List<ProcessHandle> table = List.of(run.process(Role.TABLES));
    Broadside.signal("STOP", table);
    await("injector 1 has no result", () -> hasResult(1));
    run.injector(1).destroyForcibly();
    Broadside.signal("CONT", table);
  }

  private boolean hasResult(int shard) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("reports"))) {
      return files.anyMatch(
          file ->
              file.endsWith("summary.json")
                  && file.toString().contains("/shards/shard-" + shard + "-"));
    } catch (UncheckedIOException e) {
      // What was there has been moved meanwhile.
      return false;
    }
  }

  private static void assertEndsTheRun(Broadside run) throws Exception {
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

  private void assertInvalidWithout(Broadside run, int shard) throws Exception {
    assertEquals(3, run.awaitExit(), () -> "it said " + run.errorLines());
    run.awaitNobody();
    RunSummary summary = runs.getFirst().summary();
    assertEquals(Status.INVALID, summary.verdict().status());
    Check reported = StubRun.check(summary, "shards reported");
    assertFalse(reported.ok());
    assertMissing(run, summary, shard);
  }

  private void assertEnoughWithout(Broadside run, int shard) throws Exception {
    int code = run.awaitExit();
    // What else the machine did to it is another matter.
    assertTrue(code == 0 || code == 2 || code == 3, () -> "it said " + run.errorLines());
    run.awaitNobody();
    RunSummary summary = runs.getFirst().summary();
    Check reported = StubRun.check(summary, "shards reported");
    assertTrue(reported.ok(), reported::value);
    assertMissing(run, summary, shard);
  }

  private static void assertMissing(Broadside run, RunSummary summary, int shard) {
    assertEquals(
        "2 of 3 (missing: " + shard + ")", StubRun.check(summary, "shards reported").value());
    assertEquals(2, summary.run().injectors());
    String said = "injector " + shard + " left no result: exit code 137";
    assertTrue(
        run.errorLines().stream().anyMatch(line -> line.startsWith(said)),
        () -> "it said " + run.errorLines());
  }

  /** Until an injector says in the table that it is there. */
  private static void awaitPhase(Broadside run, int shard, String phase) throws Exception {
    ProcessHandle one = run.injector(shard);
    TableAddress table =
        new TableAddress(
            Broadside.variable(one, "BROADSIDE_TABLE"),
            Broadside.variable(one, "BROADSIDE_DYNAMODB"));
    try (Roster roster = new Roster(table, Broadside.variable(one, "BROADSIDE_RUN_ID"))) {
      await(
          "injector " + shard + " is not " + phase,
          () -> {
            Roster.Member member = roster.standing().members().get(shard);
            String progress = member == null ? "" : member.progress();
            return !progress.isEmpty()
                && new ObjectMapper().readTree(progress).path("phase").asText().equals(phase);
          });
    }
  }

  private static void await(String otherwise, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() - deadline < 0, otherwise + " after " + PATIENCE);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
