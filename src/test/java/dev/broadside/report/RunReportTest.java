package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunReportTest {
  private final Path folder;

  RunReportTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    SampleRun.PASS.write(folder);
  }

  @ParameterizedTest
  @EnumSource(SampleRun.class)
  void readsBackWhatARunWrote(SampleRun run) throws Exception {
    run.write(folder);
    RunReport expected = run.report();
    RunReport read = RunReport.load(folder);
    assertEquals(expected.summary().latency(), read.summary().latency());
    assertEquals(expected.summary().verdict(), read.summary().verdict());
    assertEquals(expected.delivery(), read.delivery());
    assertEquals(expected.last(), read.last());
    assertEquals(expected.limits(), read.limits());
    assertEquals(new HtmlReport().render(expected), new HtmlReport().render(read));
  }

  @Test
  void writesThreeFilesAndNothingElse() throws Exception {
    Reports.writeAll(folder);
    Reports.writeAll(folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          "delivery.hlog junit.xml last.hlog report.html report.md scenario.yaml summary.json",
          String.join(" ", files.map(f -> f.getFileName().toString()).sorted().toList()));
    }
    assertTrue(Files.readString(folder.resolve("report.md")).startsWith("## ✅ PASS: quickstart\n"));
  }

  @Test
  void aFileInTheWayIsNamedAndNothingIsLeftBehind() throws IOException {
    Files.createDirectories(folder.resolve("junit.xml/occupied"));
    ReportException e = assertThrows(ReportException.class, () -> Reports.writeAll(folder));
    assertTrue(String.valueOf(e.getMessage()).contains("junit.xml cannot be written"), e::toString);
    try (Stream<Path> files = Files.list(folder)) {
      assertFalse(files.anyMatch(f -> f.toString().endsWith(".tmp")));
    }
  }

  @Test
  void aHistogramLogThatBreaksOffKeepsItsWholeLines() throws Exception {
    Path log = folder.resolve("delivery.hlog");
    String whole = Files.readString(log);
    long all = RunReport.load(folder).delivery().getTotalCount();
    int secondInterval = whole.indexOf("\n1.000,") + 1;
    long first = -1;
    for (int end = secondInterval; end < whole.indexOf('\n', secondInterval); end += 97) {
      Files.writeString(log, whole.substring(0, end));
      long count = RunReport.load(folder).delivery().getTotalCount();
      first = first < 0 ? count : first;
      assertEquals(first, count, "broken off after " + end);
    }
    assertTrue(first > 0 && first < all, first + " of " + all);
  }

  @Test
  void aHistogramLogThatIsDamagedOrMissingDoesNotStopTheReport() throws Exception {
    Files.writeString(folder.resolve("delivery.hlog"), "0.0,1.0,2.0,not a histogram\n");
    Files.delete(folder.resolve("last.hlog"));
    Files.delete(folder.resolve("scenario.yaml"));
    assertEquals(0, RunReport.load(folder).delivery().getTotalCount());
    assertEquals(0, RunReport.load(folder).last().getTotalCount());
    Reports.writeAll(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "slo: 3", "slo: { last: { p95: soon } }", "a: [", "- slo"})
  void aScenarioThatSetsNoLimitDrawsNone(String yaml) throws Exception {
    Files.writeString(folder.resolve("scenario.yaml"), yaml);
    assertEquals(0, RunReport.load(folder).limits().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target: local",
        "target: 'wss://${HOST}/prod'",
        "target: '${ADDRESS}'",
        "target: 'wss://example.com/prod'\nconnect: { headers: { Authorization: '${TOKEN}' } }"
      })
  void theLimitsOfARunAreDrawnWithoutItsSecrets(String target) throws Exception {
    Files.writeString(
        folder.resolve("scenario.yaml"),
        """
        question: How late?
        %s
        audience: { connections: 5 }
        publish: { rate: 2/s, for: 5s }
        slo: { last: { p95: 1s } }
        """
            .formatted(target));
    assertEquals(1, RunReport.load(folder).limits().size());
  }

  @Test
  void aMissingFolderIsNamed() {
    assertRefused(folder.resolve("nowhere"), "There is no run folder ");
  }

  @Test
  void aMissingSummaryIsNamed() throws IOException {
    Files.delete(folder.resolve("summary.json"));
    assertRefused(folder, "summary.json is missing");
  }

  @Test
  void anotherSchemaIsNamedBeforeItsFieldsAreRead() throws IOException {
    editSummary("{\"schema\":\"broadside/run/2\",\"news\":1}");
    assertRefused(folder, "has schema broadside/run/2 and this version reads broadside/run/1");
  }

  @Test
  void anUnknownFieldIsNamed() throws IOException {
    editSummary(summary().replace("\"opened\"", "\"openned\":1,\"opened\""));
    assertRefused(folder, "has the unknown field 'openned'");
  }

  @Test
  void anAbsentFieldIsNamed() throws IOException {
    editSummary(summary().replace("\"failed\":0,\"dropped\"", "\"dropped\""));
    assertRefused(folder, "(field 'failed')");
  }

  @Test
  void aFolderOfBeforeReasonsWereWrittenHasNone() throws Exception {
    String before = summary().replace(",\"reasons\":{}", "");
    assertFalse(before.contains("\"reasons\":{"), before);
    editSummary(before);
    assertEquals(Map.of(), RunReport.load(folder).summary().connections().reasons());
  }

  @Test
  void aNullWhereAValueMustBeIsNamed() throws IOException {
    editSummary(summary().replace("\"reasons\":[]", "\"reasons\":null"));
    assertRefused(folder, "has no value for 'verdict.reasons'");
  }

  @Test
  void aTruncatedSummaryIsRefusedWhereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("summary.json"));
    for (int end = 0; end < whole.length; end += 13) {
      Files.write(folder.resolve("summary.json"), Arrays.copyOf(whole, end));
      assertRefused(folder, "summary.json ");
    }
  }

  private String summary() throws IOException {
    return Files.readString(folder.resolve("summary.json"));
  }

  private void editSummary(String json) throws IOException {
    Files.writeString(folder.resolve("summary.json"), json);
  }

  private static void assertRefused(Path folder, String part) {
    String sentence =
        String.valueOf(
            assertThrows(ReportException.class, () -> RunReport.load(folder)).getMessage());
    assertTrue(sentence.contains(part), sentence);
    assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
  }
}
