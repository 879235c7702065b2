package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of page in headless Chromium: nobody is kept out of it as far as axe-core can tell,
 * nothing complains, nothing is fetched, and a long run's page is small and opens at once.
 */
@Tag("proof") // Run by CI: mvn verify -Pproofs -Dit.test=PagesProof
@Timeout(600)
final class PagesProof {
  private static final int MOST_BYTES = 1_500_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RESULT =
      Pattern.compile("<pre id=\"result\"[^>]*>(.*?)</pre>", Pattern.DOTALL);

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
    "gate, 1"
  })
  void nobodyIsKeptOutAndNothingIsFetched(String name, int dark) throws Exception {
    JsonNode result =
        run(
            page(name),
            AXE,
            "--blink-settings=preferredColorScheme=" + (1 - dark),
            // What axe does goes on after the page is loaded.
            "--virtual-time-budget=60000");
    assertEquals("[]", result.path("fetched").toString());
    List<String> serious = new ArrayList<>();
    for (JsonNode violation : result.path("violations")) {
      if (List.of("serious", "critical").contains(violation.path("impact").asText())) {
        serious.add(violation.toString());
      }
    }
    assertTrue(result.path("passes").asInt() > 10, result::toString);
    assertEquals(List.of(), serious);
  }

  @ParameterizedTest
  @CsvSource({"pass", "fail", "invalid", "hostile", "comparison", "index", "gate"})
  void nothingComplainsUnderThePagesOwnPolicy(String name) throws Exception {
    Chromium.Said said = chromium().open(page(name));
    assertTrue(said.dom().contains("</html>"), said::dom);
    assertFalse(said.log().contains("CONSOLE"), said::log);
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
      best = Math.min(best, run(page, OPENED).path("millis").asDouble(Double.MAX_VALUE));
    }
    System.out.printf("report of 100,000 broadcasts: %,d bytes, open in %.0f ms%n", bytes, best);
    assertTrue(best < 1_000, "opened in " + best + " ms");
  }

  private String page(String name) throws IOException, ReportException {
    return switch (name) {
      case "gate" ->
          Files.readString(Path.of("src/test/resources/dev/broadside/gate/golden/gate.html"));
      case "comparison" -> Samples.comparison();
      case "index" -> Samples.index(Files.createDirectories(home.resolve("reports")));
      default ->
          new HtmlReport()
              .render(SampleRun.valueOf(name.toUpperCase(java.util.Locale.ROOT)).report());
    };
  }

  private static final String AXE =
      """
      const found = await axe.run(document, { resultTypes: ['violations'] });
      show({
        fetched: performance.getEntriesByType('resource').map(entry => entry.name),
        passes: found.passes.length,
        violations: found.violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 5).map(n => n.html + ' ' + n.failureSummary) })),
      });
      """;

  /** From the beginning of its navigation until the page was read and laid out. */
  private static final String OPENED =
      """
      document.body.getBoundingClientRect();
      show({ millis: performance.now() });
      """;

  /** What {@code script} shows at the end of the page, which then has no policy against it. */
  private JsonNode run(String page, String script, String... options) throws Exception {
    String axe = script.contains("axe.") ? "<script>" + axe() + "</script>" : "";
    String probed =
        page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace(
                "</main>",
                """
                <pre id="result" hidden></pre>%s<script type="module">
                const show = value => document.getElementById('result').textContent = JSON.stringify(value);
                %s</script></main>"""
                    .formatted(axe, script));
    Chromium.Said said = chromium().open(probed, options);
    Matcher result = RESULT.matcher(said.dom());
    assertTrue(result.find() && !result.group(1).isEmpty(), said::log);
    return JSON.readTree(
        result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
  }

  private static String axe() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PagesProof.class.getResourceAsStream("/axe.min.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Chromium chromium() {
    var found = Chromium.onPath(home);
    Assumptions.assumeTrue(found.isPresent(), "no chromium on the PATH: no page was opened");
    return found.orElseThrow();
  }
}
