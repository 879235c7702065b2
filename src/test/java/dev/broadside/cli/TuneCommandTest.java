package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.Rows;
import dev.broadside.tune.AnyRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TuneCommandTest {
  @TempDir private Path home = Path.of("");

  private final StringWriter err = new StringWriter();

  private int tune(String... options) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err));
    String[] start = {"tune", "scan-vs-query", "--reports", home.resolve("reports").toString()};
    return commandLine.execute(
        Stream.concat(Stream.of(start), Stream.of(options)).toArray(String[]::new));
  }

  private String page() throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("reports"))) {
      Path folder =
          folders
              .filter(one -> one.getFileName().toString().startsWith("tuning-"))
              .findFirst()
              .orElseThrow();
      assertTrue(Files.exists(folder.resolve("report.md")));
      assertTrue(Files.exists(folder.resolve("tuning.json")));
      return Files.readString(folder.resolve("report.html"));
    }
  }

  @Test
  void arithmeticAloneMakesThePage() throws Exception {
    assertEquals(ExitCode.PASS, tune("--no-measure", "--connections", "40000", "--room", "200"));
    assertTrue(page().contains("40,000 connections in rooms of 200"));
  }

  @Test
  void rowsThatAreThereAreReused() throws Exception {
    bench("lookup", AnyRows.lookups());
    bench("fanout", AnyRows.fanouts());
    assertEquals(ExitCode.PASS, tune("--reuse"));
    String page = page();
    assertTrue(page.contains("class=\"whisker"));
    assertTrue(page.contains("bench-lookup-20260101T000000Z: quick, code abc, One CPU"));
  }

  @Test
  void rowsOfOtherCodeAreNotTakenWithoutBeingAsked() throws Exception {
    bench("lookup", AnyRows.lookups());
    Path reports = home.resolve("reports");
    assertTrue(BenchFolder.finished(reports, "lookup", Optional.of("quick")).isEmpty());
    BenchFolder.open(reports, "lookup", "quick").finish();
    assertTrue(BenchFolder.finished(reports, "lookup", Optional.of("quick")).isPresent());
    assertTrue(BenchFolder.finished(reports, "lookup", Optional.of("full")).isEmpty());
  }

  private void bench(String name, List<?> rows) throws IOException {
    Path folder =
        Files.createDirectories(home.resolve("reports/bench-" + name + "-20260101T000000Z"));
    ObjectMapper json = new ObjectMapper();
    json.writeValue(folder.resolve(name + ".json").toFile(), Rows.json(name, rows));
    json.writeValue(
        folder.resolve("bench.json").toFile(),
        Map.of("mode", "quick", "code", "abc", "environment", Map.of("cpuModel", "One CPU")));
  }

  @Test
  void noTableIsOneSentence() {
    assertEquals(ExitCode.USAGE, tune("--connections", "0", "--no-measure"));
    assertTrue(err.toString().startsWith("broadside: --connections must be 1 to"), err.toString());
    assertEquals(1, err.toString().lines().count());
    assertFalse(Files.exists(home.resolve("reports")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--table chat | --table needs to know where the table is: --dynamodb aws, or a URL",
        "--table chat --dynamodb ftp://x | --dynamodb takes aws or a URL like http://127.0.0.1:8000, its host of letters, digits and hyphens, not 'ftp://x'",
        "--table chat --dynamodb aws --room 5 | --room describes a table, and --table reads one: leave one of them out",
        "--index byRoom | --index is about a table: name it with --table",
        "--table chat --dynamodb aws --sample 0 | --sample takes 1 to 10,000,000 read units, not 0.0",
        "--table chat --dynamodb aws --sample-rate 0 | --sample-rate takes 0.5 to 40,000 read units a second, not 0.0",
        "--connections 10000000 | --connections must be 1 to 3,600,000, not 10,000,000: AWS opens 500 a second by default and closes each after two hours",
      })
  void optionsThatMakeNoTableAreOneSentence(String options, String sentence) {
    assertEquals(ExitCode.USAGE, tune(options.split(" ")));
    assertEquals(
        "broadside: " + sentence + "; see 'broadside tune scan-vs-query --help'",
        err.toString().strip());
    assertFalse(Files.exists(home.resolve("reports")));
  }

  @Test
  void aPriceListWithAMissingEntryIsOneSentence() throws Exception {
    Path prices = home.resolve("prices.yaml");
    Files.writeString(prices, "about: mine\nasOf: 2026-01-01\nregion: us-east-1\n");
    assertEquals(ExitCode.USAGE, tune("--prices", prices.toString(), "--no-measure"));
    assertTrue(err.toString().contains("'webSocket' is missing"), err.toString());
    assertEquals(1, err.toString().lines().count());
  }
}
