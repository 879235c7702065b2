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
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive, the GitHub action and the shell script do what their readers copy them for. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(300)
class ReadyToUseIT {
  private static final Path ACTION = Path.of(".github/actions/gate/action.yml");
  private static final Path WORKFLOW = Path.of("src/docs/ci/gate-workflow.yml");
  private static final Path SCRIPT = Path.of("src/docs/ci/gate.sh");
  private static final Pattern INPUT = Pattern.compile("\\$\\{\\{ inputs\\.([a-z-]+).*?}}");

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
    JsonNode action = new YAMLMapper().readTree(ACTION.toFile());
    JsonNode step = action.at("/runs/steps/0");
    Map<String, String> environment = new LinkedHashMap<>();
    step.path("env")
        .properties()
        .forEach(
            entry -> environment.put(entry.getKey(), value(action, entry.getValue().asText())));
    Path summary = folder.resolve("ci/summary.md");
    Path output = folder.resolve("ci/output");
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_STEP_SUMMARY", summary.toString());
    environment.put("GITHUB_OUTPUT", output.toString());

    ScriptedProject.End end = project.bash(step.path("run").asText(), environment);

    assertEquals(2, end.exitCode(), end.said());
    assertEquals("exit-code=2\n", Files.readString(output));
    assertTrue(Files.readString(summary).startsWith("## Gate: REGRESSED"), end.said());
    assertTrue(end.said().contains("gc.alloc.rate.norm grew from 120 to 240"), end.said());
    assertTrue(end.said().contains("::error"), end.said());
  }

  /** What GitHub would put for an expression: the input's default, and the archive for its home. */
  private static String value(JsonNode action, String expression) {
    return INPUT
        .matcher(expression)
        .replaceAll(
            match ->
                match.group(1).equals("home")
                    ? archive.home().toString()
                    : action.path("inputs").path(match.group(1)).path("default").asText());
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
