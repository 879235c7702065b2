package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.GateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real worktrees, builds and forks; the launcher in them is a script that has measured already. */
@Timeout(300)
class GateRunIT {
  @TempDir private Path folder = Path.of("");
  private GitRepository repository = new GitRepository(Path.of(""));

  @BeforeEach
  void createRepository() throws Exception {
    repository = GitRepository.create(Files.createDirectory(folder.resolve("repository")));
    commit(600);
  }

  private void commit(int posts) throws Exception {
    Path launcher = repository.folder().resolve("broadside");
    Files.writeString(launcher, "#!/bin/sh\ncat \"$(dirname \"$0\")/summary.json\"\n");
    assertTrue(launcher.toFile().setExecutable(true));
    Files.writeString(
        repository.folder().resolve("summary.json"),
        RunResultsTest.withCpu(RunResultsTest.summary(40, posts, "")));
    repository.commit();
  }

  private GateReport compare(@Nullable String build) throws Exception {
    GateFile file =
        new GateFile(build, null, null, List.of(), "room.yaml", 0.03, 0.10, Map.of(), List.of());
    Duration budget = Duration.ofMinutes(5);
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    GateRun run = new GateRun(temporary, folder.resolve("gate.log"), budget, line -> {});
    GateRun.Plan plan =
        new GateRun.Plan(
            repository.folder(),
            "HEAD~1",
            "HEAD",
            ".*",
            null,
            repository.folder().resolve("broadside"),
            budget,
            1);
    try {
      return new Gate(file, false).compare(plan, run);
    } finally {
      assertFalse(Files.exists(temporary), "worktrees are left");
      assertEquals(1, repository.worktrees());
    }
  }

  @Test
  void equalRunsPassAndOneMorePostABroadcastFailsWithoutAnyTiming() throws Exception {
    commit(600);
    GateReport equal = compare("true");
    assertEquals(Verdict.PASS, equal.verdict(), equal.toString());
    assertTrue(equal.paired());

    commit(660);
    GateReport more = compare(null);
    assertEquals(Verdict.REGRESSED, more.verdict());
    assertEquals(
        List.of(
            "room: attempts per broadcast grew from 10 to 11 (0.5 allowed)",
            "room: posts per broadcast grew from 10 to 11 (0.5 allowed)"),
        more.reasons());
  }

  @Test
  void aBaseThatDoesNotBuildIsNoVerdict() throws Exception {
    commit(600);
    GateException failure = assertThrows(GateException.class, () -> compare("false"));
    assertEquals(
        "the base (HEAD~1) does not build, so that nothing can be compared: see "
            + folder.resolve("gate.log"),
        failure.getMessage());
  }

  @Test
  void aRunThatFailsIsNoVerdict() throws Exception {
    commit(600);
    GateException failure = assertThrows(GateException.class, () -> compare("rm summary.json"));
    assertTrue(String.valueOf(failure.getMessage()).contains("ended with 1"), failure.getMessage());
  }
}
