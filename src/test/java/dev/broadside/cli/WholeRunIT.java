package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One small run from the first handshake to the report, with {@code --json} in a GitHub job, every
 * logger of every process of ours at its most talkative.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeRunIT {
  /** What a signed request carries, in a header or in a query. */
  private static final Pattern SIGNED =
      Pattern.compile("AWS4-HMAC-SHA256 Credential|Signature=[0-9a-f]|Authorization: [^(]");

  private Path home = Path.of("");
  private int exitCode;
  private String output = "";
  private List<String> errorLines = List.of();
  private List<Path> leftovers = List.of();

  @BeforeAll
  void run(@TempDir Path folder) throws Exception {
    home = folder;
    Path logback = home.resolve("talkative.xml");
    Files.writeString(logback, talkative());
    Map<String, String> environment =
        Map.of(
            "GITHUB_STEP_SUMMARY",
            home.resolve("job.md").toString(),
            "JDK_JAVA_OPTIONS",
            "-Dlogback.configurationFile=" + logback);
    Files.writeString(home.resolve("job.md"), "# Before\n");
    String[] arguments = {
      "run",
      Broadside.scenario("smoke.yaml"),
      "--json",
      "--set",
      "audience.connections=10",
      "--set",
      "audience.witnesses=7",
      "--set",
      "publish.warmup=1s",
      "--set",
      "publish.for=2s",
      "--set",
      "publish.drain=6s"
    };
    try (Broadside run = Broadside.start(home, environment, arguments)) {
      exitCode = run.awaitExit();
      run.awaitNobody();
      output = run.output();
      errorLines = run.errorLines();
      leftovers = run.leftovers();
    }
  }

  /** Our own configuration, the level apart. */
  private static String talkative() throws IOException {
    try (var ours = WholeRunIT.class.getResourceAsStream("/logback.xml")) {
      String xml = new String(Objects.requireNonNull(ours).readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(xml.contains("level=\"WARN\""), xml);
      return xml.replace("level=\"WARN\"", "level=\"TRACE\"");
    }
  }

  private Path folder() throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("reports"))) {
      List<Path> all = folders.toList();
      assertEquals(1, all.size(), all::toString);
      return all.getFirst();
    }
  }

  @Test
  void standardOutputIsTheSummaryAndTheExitCodeItsVerdict() throws Exception {
    assertEquals(Files.readString(folder().resolve("summary.json")).strip(), output.strip());
    JsonNode summary = new ObjectMapper().readTree(output);
    assertFalse(summary.get("interrupted").asBoolean());
    String verdict = summary.at("/verdict/status").asText();
    assertEquals(Map.of("PASS", 0, "FAIL", 2, "INVALID", 3).get(verdict), exitCode, output);
    assertEquals(10, summary.at("/broadcasts/published").asInt(), output);
    assertEquals(100, summary.at("/deliveries/delivered").asInt(), output);
    // Ten publishers and the witness's seven hear each broadcast too.
    assertEquals(170, summary.at("/deliveries/echoes").asInt(), output);
    assertTrue(output.contains("ms over 7 connections"), output);
  }

  @Test
  void theFolderIsWholeAndTheReportIsNamed() throws Exception {
    assertFalse(folder().toString().endsWith(".partial"));
    assertTrue(errorLines.contains("Report: reports/" + folder().getFileName() + "/report.html"));
    for (String file :
        List.of("report.html", "report.md", "junit.xml", "scenario.yaml", "gatling/index.html")) {
      assertTrue(Files.exists(folder().resolve(file)), file);
    }
  }

  @Test
  void theJobsSummaryGetsTheMarkdown() throws Exception {
    assertEquals(
        "# Before\n" + Files.readString(folder().resolve("report.md")) + System.lineSeparator(),
        Files.readString(home.resolve("job.md")));
  }

  @Test
  void nothingStaysInTheTemporaryFolder() throws Exception {
    assertEquals(List.of(), leftovers);
    try (Stream<Path> files = Files.walk(home.resolve("reports"))) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
    }
  }

  @Test
  void noLogLineAtAnyLevelCarriesAnAuthorizationHeader() throws Exception {
    List<String> all = new ArrayList<>(errorLines);
    for (String log :
        List.of("injector", "stage", "functions-1", "witness", "dynamodb-local", "gatling")) {
      all.addAll(Files.readAllLines(folder().resolve("logs").resolve(log + ".log")));
    }
    assertTrue(all.stream().anyMatch(line -> line.contains("(hidden)")), "nobody signed anything");
    assertTrue(all.stream().anyMatch(line -> line.contains(" TRACE ")), "nobody was talkative");
    for (String line : all) {
      assertFalse(SIGNED.matcher(line).find(), line);
    }
  }
}
