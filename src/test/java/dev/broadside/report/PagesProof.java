package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of page in headless Chromium: nobody is kept out of it as far as axe-core can tell,
 * nothing complains, nothing is fetched, and a long run's page is small and opens at once.
 */
@Tag("proof") // Run by .ci/proofs.
@Timeout(600)
final class PagesProof {
  private static final int MOST_BYTES = 1_500_000;
  private static final int PHONE = 390;
  @TempDir private Path home = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "pass, 0",
    "pass, 1",
    "fail, 0",
    "fail, 1",
    "invalid, 0",
    "hostile, 0",
    "comparison, 0",
    "comparison, 1",
    "index, 0",
    "index, 1",
    "gate, 0",
    "gate, 1",
    "live, 0",
    "live, 1",
    "live-over, 0",
    "live-over, 1"
  })
  void nobodyIsKeptOutAndNothingIsFetched(String name, int dark) throws Exception {
    assertEquals(List.of(), PageProbe.in(home).faults(page(name), dark == 1));
  }

  @ParameterizedTest
  @CsvSource({
    "pass",
    "fail",
    "invalid",
    "hostile",
    "comparison",
    "index",
    "gate",
    "live",
    "live-over"
  })
  void nothingComplainsUnderThePagesOwnPolicy(String name) throws Exception {
    Chromium.Said said = PageProbe.in(home).open(page(name));
    assertTrue(said.dom().contains("</html>"), said::dom);
    assertFalse(said.log().contains("CONSOLE"), said::log);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass",
        "fail",
        "invalid",
        "hostile",
        "comparison",
        "index",
        "gate",
        "live",
        "live-over"
      })
  void nothingSticksOutOnAPhone(String name) throws Exception {
    assertEquals(List.of(), PageProbe.in(home).sticksOut(page(name), PHONE));
  }

  @Test
  void whatSticksOutOnAPhoneIsFound() throws Exception {
    String wide = page("pass").replace("<main>", "<main><p style=\"width:600px\">Wide.</p>");
    assertFalse(PageProbe.in(home).sticksOut(wide, PHONE).isEmpty());
  }

  @Test
  void theReportOf100000BroadcastsIsSmallAndOpensWithinASecond() throws Exception {
    RunReport run = LongRun.of(100_000);
    String page = new HtmlReport().render(run);
    String both = ComparisonPage.render(Map.of("one", run, "other", run));
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= MOST_BYTES, () -> "the report has " + bytes + " bytes");
    int bothBytes = both.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bothBytes <= MOST_BYTES, () -> "the comparison has " + bothBytes + " bytes");
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      best =
          Math.min(
              best, PageProbe.in(home).run(page, OPENED).path("millis").asDouble(Double.MAX_VALUE));
    }
    System.out.printf("report of 100,000 broadcasts: %,d bytes, open in %.0f ms%n", bytes, best);
    assertTrue(best < 1_000, "opened in " + best + " ms");
  }

  private String page(String name) throws IOException, ReportException {
    return switch (name) {
      case "gate" ->
          Files.readString(Path.of("src/test/resources/dev/broadside/gate/golden/gate.html"));
      case "live" -> new LivePage(SampleView.running(100)).html();
      case "live-over" -> new LivePage(SampleView.over()).html();
      case "comparison" -> Samples.comparison();
      case "index" -> Samples.index(Files.createDirectories(home.resolve("reports")));
      default -> new HtmlReport().render(SampleRun.valueOf(name.toUpperCase(Locale.ROOT)).report());
    };
  }

  /** From the beginning of its navigation until the page was read and laid out. */
  private static final String OPENED =
      """
      document.body.getBoundingClientRect();
      show({ millis: performance.now() });
      """;
}
