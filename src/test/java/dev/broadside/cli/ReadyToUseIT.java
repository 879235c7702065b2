package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive, the GitHub action and the shell script do what their readers copy them for. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(300)
class ReadyToUseIT {
  private static final Path ACTION = ActionExample.FILE;
  private static final Path WORKFLOW = Path.of("src/docs/ci/gate-workflow.yml");
  private static final Path NIGHTLY = Path.of("src/docs/ci/nightly-workflow.yml");
  private static final Path SCRIPT = Path.of("src/docs/ci/gate.sh");

  @TempDir private static Path unpacked = Path.of("");
  private static UnpackedArchive archive = new UnpackedArchive(Path.of(""), List.of());

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void unpack() throws IOException {
    archive = UnpackedArchive.in(unpacked);
  }

  private ScriptedProject project() throws Exception {
    ScriptedProject project = ScriptedProject.create(folder);
    Files.createDirectories(folder.resolve("ci"));
    return project;
  }

  private Map<String, String> environment() {
    return Map.of("BROADSIDE_HOME", archive.home().toString());
  }

  @Test
  void theArchiveHoldsTheLauncherAndTheLicenseAndNoSidecar() {
    List<String> names = archive.names();
    assertTrue(Files.isExecutable(archive.home().resolve("broadside")));
    assertTrue(
        names.containsAll(List.of("LICENSE", "README.md", "scenarios/quickstart.yaml")),
        names.toString());
    assertEquals(
        List.of("sidecars/dynamodb-local.xml", "sidecars/elasticmq.xml"),
        names.stream().filter(name -> name.startsWith("sidecars/")).sorted().toList());
    assertFalse(
        names.stream().anyMatch(name -> name.matches("(?i).*(DynamoDBLocal|elasticmq).*jar")));
  }

  @Test
  void theActionFailsOnMoreAllocationAndFillsTheJobsSummary() throws Exception {
    ScriptedProject project = project();
    project.commit(240);
    ActionExample action = ActionExample.with(archive.home());
    Map<String, String> environment = action.environment(folder.resolve("ci"), Map.of());

    ScriptedProject.End end = project.bash(action.script(), environment);

    assertEquals(2, end.exitCode(), end.said());
    assertEquals("exit-code=2\n", Files.readString(folder.resolve("ci/output")));
    assertTrue(
        Files.readString(folder.resolve("ci/summary.md")).startsWith("## Gate: REGRESSED"),
        end.said());
    assertTrue(end.said().contains("gc.alloc.rate.norm grew from 120 to 240"), end.said());
    assertTrue(end.said().contains("::error"), end.said());
  }

  @Test
  void theWorkflowExampleGivesTheActionOnlyWhatItTakesAndNeedsToReadOnly() throws Exception {
    JsonNode workflow = new YAMLMapper().readTree(WORKFLOW.toFile());
    JsonNode inputs = new YAMLMapper().readTree(ACTION.toFile()).path("inputs");
    assertEquals("{\"contents\":\"read\"}", workflow.path("permissions").toString());
    JsonNode gate = workflow.at("/jobs/gate/steps/2");
    assertTrue(gate.path("uses").asText().contains("/" + ACTION.getParent() + "@"));
    gate.path("with").fieldNames().forEachRemaining(name -> assertTrue(inputs.has(name), name));
  }

  /** Two weeks at 100 ns, then two at 120 ns: the night that the example measures is the last. */
  @Test
  void theNightlyExampleAddsANightAndShowsWhereALevelChanged() throws Exception {
    ScriptedProject project = project();
    JsonNode workflow = new YAMLMapper().readTree(NIGHTLY.toFile());
    assertEquals("{\"contents\":\"read\"}", workflow.path("permissions").toString());
    JsonNode steps = workflow.at("/jobs/nightly/steps");
    ActionExample action = ActionExample.with(archive.home());
    Path files = folder.resolve("ci");

    Map<String, String> runner = Map.of("GITHUB_OUTPUT", files.resolve("output").toString());
    ScriptedProject.End before = project.bash(steps.get(3).path("run").asText(), runner);
    assertEquals(0, before.exitCode(), before.said());
    String commit = Files.readString(files.resolve("output")).strip().replace("commit=", "");
    assertEquals("HEAD", commit, "no commit is a day old");

    Map<String, String> inputs = new LinkedHashMap<>();
    steps
        .get(4)
        .path("with")
        .properties()
        .forEach(
            input -> {
              assertTrue(action.action().path("inputs").has(input.getKey()), input.getKey());
              String expression = input.getValue().asText();
              inputs.put(input.getKey(), expression.startsWith("${{") ? commit : expression);
            });
    Map<String, String> environment = action.environment(files, inputs);
    ScriptedProject.End first = project.bash(action.script(), environment);
    assertEquals(0, first.exitCode(), first.said());
    Path history = folder.resolve(steps.get(2).at("/with/path").asText());
    writeNights(history, Files.readString(history));
    ScriptedProject.End last = project.bash(action.script(), environment);

    assertEquals(0, last.exitCode(), last.said());
    assertEquals(29, Files.readAllLines(history).size());
    String summary = Files.readString(files.resolve("summary.md"));
    String found = "| foreign.Fanout.post | 29 | +20.0% | 2026-10-15T03:17:00Z | commit15 |";
    assertTrue(summary.contains(found), summary);
  }

  /** Nights as the one that was measured, but for their day, commit and time. */
  private static void writeNights(Path history, String night) throws IOException {
    StringBuilder nights = new StringBuilder();
    for (int day = 1; day <= 28; day++) {
      String at = "\"at\":\"2026-10-%02dT03:17:00Z\"".formatted(day);
      String value = "\"value\":" + (day < 15 ? 100.0 / 1.2 : 100.0);
      nights.append(
          night
              .replaceFirst("\"at\":\"[^\"]*\"", at)
              .replaceFirst("\"head\":\"[^\"]*\"", "\"head\":\"commit" + day + "\"")
              .replaceFirst("\"value\":100\\.0", value));
    }
    Files.writeString(history, nights);
  }

  @Test
  void theShellScriptPassesAChangeOfNothing() throws Exception {
    ScriptedProject project = project();
    project.commit(120);
    ScriptedProject.End end = project.bash(SCRIPT.toAbsolutePath().toString(), environment());
    assertEquals(0, end.exitCode(), end.said());
    assertTrue(end.said().contains("## Gate: PASS"), end.said());
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    ScriptedProject.End end =
        project()
            .bash(
                """
                compopt() { :; } # exists only while a terminal completes
                source <("$BROADSIDE_HOME/broadside" completion)
                COMP_WORDS=(broadside ga); COMP_CWORD=1; _complete_broadside; echo "${COMPREPLY[@]}"
                COMP_WORDS=(broadside gate --bu); COMP_CWORD=2; _complete_broadside; echo "${COMPREPLY[@]}"
                """,
                environment());
    assertEquals(List.of("gate", "--budget"), end.said().lines().map(String::strip).toList());
  }

  @Test
  void aRunWithoutItsSidecarSaysInOneSentenceHowToFetchIt() throws Exception {
    ScriptedProject.End end = project().bash("\"$BROADSIDE_HOME/broadside\" run", environment());
    assertEquals(1, end.exitCode(), end.said());
    Path pom = archive.home().resolve("sidecars/dynamodb-local.xml");
    assertTrue(
        end.said().contains("run 'mvn -q -f " + pom + " dependency:copy-dependencies' once"),
        end.said());
  }
}
