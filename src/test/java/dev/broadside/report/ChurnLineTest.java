package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a reader finds what churn did. */
final class ChurnLineTest {
  private static final Distribution TOOK =
      new Distribution(298, 1.0, 5.0, 4.0, 9.0, 12.3, 20.0, 30.0, 31.0);

  private static RunReport with(RunSummary.Churn churn) {
    RunReport report = SampleRun.PASS.report();
    RunSummary s = report.summary();
    return new RunReport(
        new RunSummary(
            s.schema(),
            s.interrupted(),
            s.run(),
            s.verdict(),
            s.connections().with(churn),
            s.broadcasts(),
            s.deliveries(),
            s.latency(),
            s.handler(),
            s.validity(),
            s.cost(),
            s.environment()),
        report.delivery(),
        report.last(),
        report.limits());
  }

  private static RunReport churned() {
    return with(
        new RunSummary.Churn(301, 300, 1, 0, 298, 2, Map.of("HTTP 429", 2L), 3, 1, TOOK, 1_100, 7));
  }

  @Test
  void aRunInWhichEverybodyStaysHasNoLine() {
    assertEquals(Optional.empty(), ChurnLine.of(SampleRun.PASS.report().summary()));
    assertFalse(
        SummaryText.render(SampleRun.PASS.report().summary(), 100, false).contains("churn "));
    assertFalse(new HtmlReport().render(SampleRun.PASS.report()).contains("rejoin"));
  }

  @Test
  void theLineSaysWhoLeftWhoCameBackAndWhatWasMissed() {
    assertEquals(
        "300 of 301 left, 1 storm; 298 rejoins (p50 4.00 ms, p95 12.3 ms), 2 failed, 3 slow, 1 still"
            + " away; 0 deliveries churned, 1,100 of them received; 7 strays",
        ChurnLine.of(churned().summary()).orElseThrow());
  }

  @Test
  void replacedConnectionsArePlanned() {
    RunSummary.Churn churn = new RunSummary.Churn(0, 0, 0, 25, 25, 0, Map.of(), 0, 0, TOOK, 0, 0);
    assertTrue(
        ChurnLine.of(with(churn).summary())
            .orElseThrow()
            .startsWith("25 replaced as planned before the stage cuts them; 25 rejoins"));
  }

  @Test
  void consoleMarkdownAndHtmlHaveItAndRejoinsAreALatencyOfTheirOwn() {
    RunReport report = churned();
    assertTrue(
        SummaryText.render(report.summary(), 100, false).contains("\nchurn          300 of 301"));
    String markdown = new MarkdownReport().render(report);
    assertTrue(markdown.contains("\nChurn: 300 of 301 left"));
    assertTrue(markdown.contains("\n| rejoin | 298 | 4.00 ms |"));
    String html = new HtmlReport().render(report);
    assertTrue(html.contains("<p class=\"note\">Churn: 300 of 301 left"));
  }
}
