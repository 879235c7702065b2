package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.capacity.CapacityReport.Law;
import dev.broadside.report.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
final class CapacityReportTest {
  @TempDir private Path folder = Path.of("");

  private CapacityReport soft() {
    return SampleSearch.report(folder, Quantity.CONNECTIONS, SimulatedStage.soft(1_700, 20));
  }

  @Test
  void aBracketNamesBothEndsAndWhatBreaksIt() {
    CapacityReport report = soft();
    assertTrue(report.isBracket());
    assertEquals("latency", report.answer().cause());
    assertTrue(
        report
            .answer()
            .sentence()
            .matches("The SLO holds at [0-9,]+ connections and breaks at [0-9,]+ connections\\."),
        report.answer().sentence());
  }

  @Test
  void nothingThatANameHoldsBecomesMarkup() {
    String page = CapacityPage.render(soft());
    assertFalse(page.contains("<script"), "a script");
    assertFalse(page.contains("<b>"), "markup of the question");
    assertTrue(page.contains("room&lt;script&gt;"), "the name itself");
    assertFalse(CapacityMarkdown.render(soft()).contains("<b>"), "markup in Markdown");
  }

  @Test
  void thePageNeedsNoNetwork() {
    String page = CapacityPage.render(soft());
    assertFalse(page.matches("(?s).*(src|href)=.*"), "a link");
    assertTrue(page.contains("default-src 'none'"), "a policy");
    assertTrue(page.length() < 100_000, "size " + page.length());
  }

  @Test
  void theJsonIsTheReportAndUnknownNumbersAreNull() throws Exception {
    JsonNode json = new ObjectMapper().readTree(CapacityReports.json(soft()));
    assertEquals("broadside/capacity/1", json.at("/schema").asText());
    assertEquals("bracket", json.at("/answer/kind").asText());
    assertTrue(json.at("/answer/holds").asDouble() < json.at("/answer/breaks").asDouble());
    assertTrue(json.at("/about/commit").isNull());
    assertFalse(json.toString().contains("Infinity"), "an infinite number");
    assertEquals(json.at("/points").size(), soft().points().size());
  }

  @Test
  void theTextIsTheSameEverywhere() {
    Locale before = Locale.getDefault();
    String here = texts();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertTrue(here.equals(texts()), "other digits");
    } finally {
      Locale.setDefault(before);
    }
  }

  private String texts() {
    return CapacityPage.render(soft())
        + CapacityMarkdown.render(soft())
        + CapacityReports.json(soft());
  }

  @Test
  void theLawFindsTheStageBehindThePoints() {
    Law law = assertNotNullLaw(soft());
    // 5.1 ms for the first receiver and 0.1 ms for each other: 0.1 / 5.1 is contention.
    assertEquals(0.0196, law.alpha().value(), 0.003);
    assertEquals(60, law.sentences().isEmpty() ? 0 : law.curve().size(), 1);
  }

  private static Law assertNotNullLaw(CapacityReport report) {
    Law law = report.law();
    assertNotNull(law);
    return law;
  }

  @Test
  void quotasAreLoadsTheLowestFirst() {
    List<QuotaCeiling> quotas = soft().quotas();
    // 10,000 requests a second are 2,000 for each of 5 broadcasts: itself, posts, 10 publishers.
    assertTrue(
        quotas.stream().anyMatch(q -> q.name().equals("10,000 requests/s") && q.load() == 1_989),
        quotas::toString);
    assertEquals(
        quotas.stream().map(QuotaCeiling::load).sorted().toList(),
        quotas.stream().map(QuotaCeiling::load).toList());
  }

  @Test
  void aSaturatedInjectorClaimsNoCapacity() {
    CapacityReport report =
        SampleSearch.report(
            folder,
            Quantity.CONNECTIONS,
            SimulatedStage.soft(1_700, 20).byAnInjectorThatEndsAt(500));
    assertEquals("always", report.answer().kind());
    assertEquals("injector", report.answer().cause());
    assertTrue(CapacityPage.render(report).contains("NO LIMIT FOUND"));
    assertTrue(report.answer().reasons().getFirst().contains("busier than 80%"));
  }

  @Test
  void anSloThatNeverHoldsSaysSo() {
    CapacityReport report =
        SampleSearch.report(folder, Quantity.CONNECTIONS, SimulatedStage.soft(1, 20));
    assertEquals("never", report.answer().kind());
    assertEquals(1, report.points().size());
    assertTrue(CapacityPage.render(report).contains("NEVER HELD"));
  }

  @Test
  void whatWasWrittenIsReadBackAndDrawnTheSame() throws Exception {
    CapacityReport written = soft();
    Files.writeString(folder.resolve(CapacityReports.FILE), CapacityReports.json(written));
    CapacityReport read = CapacityReports.read(folder);
    assertEquals(CapacityPage.render(written), CapacityPage.render(read));
    assertEquals(CapacityMarkdown.render(written), CapacityMarkdown.render(read));
    assertEquals(CapacityReports.json(written), CapacityReports.json(read));
  }

  @Test
  void anOlderSchemaIsNamedBeforeItsFieldsAreRead() throws Exception {
    assertRefused("{\"schema\":\"broadside/capacity/0\",\"answer\":5}", "has schema");
  }

  @Test
  void anAnswerThatIsNotThereIsNamed() throws Exception {
    String whole = CapacityReports.json(soft());
    assertRefused(
        whole.replaceFirst("\"sentence\" : \"[^\"]*\"", "\"sentence\" : null"), "answer.sentence");
  }

  @Test
  void aFileThatBreaksOffIsRefusedWhereverItEnds() throws Exception {
    String whole = CapacityReports.json(soft()).stripTrailing();
    for (int end = 0; end < whole.length(); end += 97) {
      assertRefused(whole.substring(0, end), CapacityReports.FILE);
    }
  }

  private void assertRefused(String json, String part) throws Exception {
    Files.writeString(folder.resolve(CapacityReports.FILE), json);
    ReportException refused =
        assertThrows(ReportException.class, () -> CapacityReports.read(folder));
    String sentence = String.valueOf(refused.getMessage());
    assertTrue(sentence.contains(part), sentence);
    assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
  }
}
