package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the index says of folders of other commands. */
final class OtherReportTest {
  @TempDir private Path reports = Path.of("");

  private String index(String folder, String file, String json)
      throws IOException, ReportException {
    Files.writeString(Files.createDirectories(reports.resolve(folder)).resolve(file), json);
    return IndexPage.render(reports);
  }

  @ParameterizedTest
  @CsvSource({
    "bracket, PASS, BRACKET",
    "never, FAIL, NO BRACKET",
    "drifted, INVALID, NO BRACKET",
    "unheard-of, INVALID, NO BRACKET"
  })
  void aSearchHasItsAnswer(String kind, String tone, String badge) throws Exception {
    String page =
        index(
            "capacity-room",
            "capacity.json",
            """
            {"schema":"broadside/capacity/1","about":{"scenario":"<b>room</b>"},
             "answer":{"kind":"%s","sentence":"It holds at 5 & breaks at 6."}}"""
                .formatted(kind));
    assertTrue(page.contains("<span class=\"badge " + tone + "\">" + badge + "</span>"), page);
    assertTrue(page.contains("&lt;b&gt;room&lt;/b&gt;: It holds at 5 &amp; breaks at 6."), page);
    assertFalse(page.contains("<b>"), page);
    assertTrue(page.contains("href=\"capacity-room/report.html\""), page);
  }

  @ParameterizedTest
  @CsvSource({"PASS, PASS", "IMPROVED, PASS", "REGRESSED, FAIL", "INCONCLUSIVE, INVALID"})
  void aGateHasItsVerdictAndItsOwnPage(String verdict, String tone) throws Exception {
    String page =
        index(
            "gate",
            "gate.json",
            """
            {"schema":"broadside/gate/1","verdict":"%s","base":"main","head":"HEAD"}"""
                .formatted(verdict));
    assertTrue(page.contains("<span class=\"badge " + tone + "\">" + verdict + "</span>"), page);
    assertTrue(page.contains("href=\"gate/gate.html\">Is HEAD slower than main?</a>"), page);
  }

  @Test
  void aTuningHasItsSentence() throws Exception {
    String page =
        index(
            "tuning-1",
            "tuning.json",
            "{\"schema\":\"broadside/tuning/1\",\"verdict\":{\"sentence\":\"Query.\"}}");
    assertTrue(page.contains("Scan or Query? Query."), page);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"schema\":\"broadside/capacity/0\",\"x\":1}', has schema broadside/capacity/0",
    "'{\"answer\":3}', has schema unknown",
    "'{\"schema\":\"broadside/cap', is not whole",
    "'', has schema unknown",
    "'[]', has schema unknown"
  })
  void whatCannotBeReadIsListedWithItsReason(String json, String reason) throws Exception {
    String page = index("capacity-old", "capacity.json", json);
    assertTrue(page.contains("Without a report"), page);
    assertTrue(page.contains(reason), page);
  }

  @Test
  void aPageOfNoKnownKindKeepsItsTitle() throws Exception {
    String page = index("mine", "report.html", "<title>a &lt; b · Broadside</title>");
    assertEquals(0, page.split("class=\"badge", -1).length - 1);
    assertTrue(page.contains(">a &lt; b</a>"), page);
  }
}
