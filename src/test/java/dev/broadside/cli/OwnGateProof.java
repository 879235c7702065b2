package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.gate.GitRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This repository's gate on this repository: a clone of its last commit, and on it a change that is
 * planted from a patch. Each builds two commits first, some two minutes, and measures for at most
 * its budget; {@code -Dbroadside.budget} is another one. The verdicts of times want a machine with
 * two idle cores; the counter's wants none.
 */
@Tag("proof")
class OwnGateProof {
  @TempDir private Path folder = Path.of("");
  private GitRepository clone = new GitRepository(Path.of(""));

  @BeforeEach
  void cloneThisRepository() throws Exception {
    clone = PlantedChange.cloneInto(folder.resolve("clone"));
  }

  private JsonNode gate(int exitCode, String budget, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--budget", System.getProperty("broadside.budget", budget)));
    ForeignProject.End end =
        ForeignProject.gate(
            clone.folder(),
            said -> System.out.println(said.line()),
            arguments.toArray(String[]::new));
    Path file = clone.folder().resolve("reports/gate/gate.json");
    assertTrue(file.toFile().exists(), end.error());
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    System.out.println(report.toPrettyString());
    assertEquals(exitCode, end.exitCode(), end.error());
    assertEquals(1, clone.worktrees(), "worktrees are left");
    return report;
  }

  private static JsonNode row(JsonNode rows, String name, String value) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.path(name).asText().contains(value))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void equalCodePassesWithinTheBudget() throws Exception {
    JsonNode report = gate(ExitCode.PASS, "15m", "--base", "HEAD");
    assertTrue(report.get("benchmarks").size() > 4);
    row(report.get("counters"), "counter", "bytes per broadcast");
  }

  @Test
  void onePostMoreForEachBroadcastFailsByItsCounterWithoutAnyTiming() throws Exception {
    PlantedChange.ONE_POST_MORE.commit(clone);
    String counted = PlantedChange.FOLDER.resolve("counted.yaml").toAbsolutePath().toString();
    JsonNode report =
        gate(
            ExitCode.FAIL,
            "3m",
            "--base",
            "HEAD~1",
            "--bench",
            "signedPost",
            "--scenario",
            counted);
    JsonNode posts = row(report.get("counters"), "counter", "posts per broadcast");

    assertEquals(posts.get("base").asDouble() + 1, posts.get("head").asDouble(), 0.01);
    assertEquals("REGRESSED", posts.get("verdict").asText());
    String reason = report.get("reasons").get(0).asText();
    assertTrue(reason.contains("per broadcast grew from"), reason);
  }

  @Test
  void aHandlerThatDoesATenthMoreWorkIsRegressedAndItsBenchmarkNamed() throws Exception {
    PlantedChange.TENTH_MORE_WORK.commit(clone);
    JsonNode report = gate(ExitCode.FAIL, "15m", "--base", "HEAD~1", "--bench", "signedPost");
    JsonNode signing = row(report.get("benchmarks"), "benchmark", "signedPost");

    assertEquals("REGRESSED", signing.get("verdict").asText());
    assertEquals("confirmation", signing.get("basis").asText());
    assertTrue(
        report.get("reasons").toString().contains("MessageBenchmark.signedPost is slower by"),
        report.get("reasons").toString());
  }
}
