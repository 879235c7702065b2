package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gate in a repository that is not ours. Minutes; {@code -Dbroadside.budget} is that of each
 * measurement. Equal code passes and the slowdown is found on a quiet machine; on any, neither is
 * taken for the other.
 */
@Tag("proof")
@EnabledIf("dev.broadside.cli.ForeignProject#isPossible")
class GateForeignProof {
  private static final String BUDGET = System.getProperty("broadside.budget", "3m");

  @TempDir private Path folder = Path.of("");
  private ForeignProject project;

  @BeforeEach
  void create() throws Exception {
    project = ForeignProject.create(folder);
  }

  private int gate(String bench) throws Exception {
    ForeignProject.End end =
        project.gate(said -> {}, "--base", "HEAD~1", "--bench", bench, "--budget", BUDGET);
    assertTrue(project.hasReport(), end.error());
    System.out.println(project.report().toPrettyString());
    assertEquals(1, project.worktrees(), "worktrees are left");
    return end.exitCode();
  }

  @Test
  void equalCodePasses() throws Exception {
    project.commit(100, 10);
    assertEquals(ExitCode.PASS, gate("lookup"));
    assertTrue(project.report().get("ruler").get("pairs").asInt() > 0);
  }

  @Test
  void aHandlerThatTakesTenPercentMoreIsRegressedAndNamed() throws Exception {
    project.commit(110, 10);
    int code = gate("handler|lookup");
    JsonNode handler = project.report().get("benchmarks").get(0);

    assertEquals("foreign.Fanout.handler (tokens=1000)", handler.get("benchmark").asText());
    assertNotEquals("PASS", handler.get("verdict").asText());
    assertEquals(ExitCode.FAIL, code);
    assertEquals("REGRESSED", handler.get("verdict").asText());
  }

  @Test
  void onePostMoreFailsOnTheCounterBeforeAnyTimingIsKnown() throws Exception {
    project.commit(100, 11);
    ForeignProject.End end =
        project.gate(said -> {}, "--base", "HEAD~1", "--bench", "broadcast", "--budget", "20s");

    assertEquals(ExitCode.FAIL, end.exitCode(), end.error());
    JsonNode reason = project.report().get("reasons").get(0);
    assertEquals(
        "foreign.Fanout.broadcast (tokens=1000): posts grew from 10 to 11 (none more is allowed)",
        reason.asText());
  }

  @Test
  void aBaseThatDoesNotBuildIsAnErrorAndNoVerdict() throws Exception {
    project.write("this is no Java");
    project.commit(100, 10);
    ForeignProject.End end = project.gate(said -> {}, "--base", "HEAD~1", "--budget", BUDGET);

    assertEquals(ExitCode.NOTHING_MEASURED, end.exitCode());
    assertTrue(end.error().contains("the base (HEAD~1) does not build"), end.error());
    assertFalse(project.hasReport());
  }

  @Test
  void aRefThatIsNoCommitAndAFolderWithoutAGateFileAreErrors() throws Exception {
    ForeignProject.End ref = project.gate(said -> {}, "--base", "--upload-pack=x");
    assertTrue(ref.error().contains("names no commit here"), ref.error());
    assertEquals(ExitCode.NOTHING_MEASURED, ref.exitCode());

    ForeignProject.End file = project.gate(said -> {}, "--base", "HEAD", "--config", "no.yaml");
    assertEquals(ExitCode.USAGE, file.exitCode());
  }

  @Test
  void aSignalEndsItWithAReportAndNoWorktree() throws Exception {
    project.commit(100, 10);
    ForeignProject.End end =
        project.gate(
            said -> {
              if (said.line().contains("measuring")) {
                said.gate().toHandle().destroy();
              }
            },
            "--base",
            "HEAD~1",
            "--bench",
            "lookup");

    assertEquals(ExitCode.SIGNAL + 15, end.exitCode(), end.error());
    assertTrue(project.report().get("interrupted").asBoolean());
    assertEquals(1, project.report().get("droppedPairs").asInt());
    assertEquals(1, project.worktrees());
  }
}
