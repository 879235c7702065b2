package dev.broadside.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Prices;
import dev.broadside.report.PageProbe;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium: its script computes what Java does, and nothing complains. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(300)
class TuningScriptIT {
  private static final Prices PRICES = PriceLists.bundled();
  private static final dev.broadside.tune.Assumptions USUAL =
      dev.broadside.tune.Assumptions.usual(null);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RESULT =
      Pattern.compile("<pre id=\"result\">(.*?)</pre>", Pattern.DOTALL);

  @TempDir private Path home = Path.of("");

  @Test
  void thePageLoadsWithoutAnErrorUnderItsOwnPolicy() throws Exception {
    Said said = open(TuningPage.render(of(TuningInputs.REFERENCE)));
    assertTrue(said.dom.contains("</html>"), said.dom);
    assertFalse(said.log.contains("CONSOLE"), said.log);
    // The script has run: it enables the sliders.
    assertFalse(said.dom.matches("(?s).*<input type=\"range\"[^>]* disabled.*"));
  }

  @Test
  void nobodyIsKeptOutOfThePageAndNothingIsFetched() throws Exception {
    String page = TuningPage.render(of(TuningInputs.REFERENCE));
    assertEquals(List.of(), PageProbe.in(home).faults(page, false));
    assertEquals(List.of(), PageProbe.in(home).faults(page, true));
  }

  @Test
  void theScriptComputesWhatJavaDoes() throws Exception {
    List<TuningInputs> grid = grid();
    String script =
        """
        const grid = %s;
        const parameters = %s;
        show(grid.map(inputs => ['scan', 'query', 'table-query'].map(lookup => tuning.row(lookup, inputs, parameters))));
        """
            .formatted(
                JSON.writeValueAsString(grid),
                JSON.writeValueAsString(ScriptData.parameters(USUAL, PRICES)));
    JsonNode rows = run(script);
    assertEquals(grid.size(), rows.size());
    for (int i = 0; i < grid.size(); i++) {
      for (int k = 0; k < CostStack.LOOKUPS.size(); k++) {
        assertSame(
            of(grid.get(i)).row(CostStack.LOOKUPS.get(k)), rows.path(i).path(k), grid.get(i));
      }
    }
  }

  @Test
  void theScriptAddsUpRoomsAsJavaDoes() throws Exception {
    RoomSizes rooms =
        new RoomSizes(
            List.of(
                new RoomSizes.Size(3, 0.5),
                new RoomSizes.Size(700, 0.4),
                new RoomSizes.Size(26_000, 0.1)));
    TuningInputs inputs = new TuningInputs(30_000, 3, 200, 3, 0.5);
    for (boolean keyedByRoom : new boolean[] {false, true}) {
      var of = USUAL.with(new ExistingTable(rooms, 50, keyedByRoom, Map.of()));
      JsonNode rows =
          run(
              "show(['scan', 'query', 'table-query'].map(lookup => tuning.mixed(lookup, %s, %s, %s)));"
                  .formatted(
                      JSON.writeValueAsString(inputs),
                      JSON.writeValueAsString(ScriptData.rooms(rooms)),
                      JSON.writeValueAsString(ScriptData.parameters(of, PRICES))));
      for (int k = 0; k < CostStack.LOOKUPS.size(); k++) {
        StrategyRow java = RoomMix.row(CostStack.LOOKUPS.get(k), inputs, rooms, of, PRICES);
        assertSame(java, rows.path(k), inputs);
      }
    }
  }

  @Test
  void aSliderChangesTheNumbers() throws Exception {
    JsonNode cells =
        run(
            """
            const slider = document.getElementById('in-connections');
            slider.value = '5';
            slider.dispatchEvent(new Event('input'));
            const cell = part => document.querySelector('td[data-strategy="scan"][data-part="' + part + '"]').textContent;
            const bar = document.querySelector('g[data-strategy="scan"] rect[data-part="reads"]');
            show([cell('reads'), cell('units'), document.getElementById('in-connections-now').textContent, Number(bar.getAttribute('width'))]);
            """);
    StrategyRow scan = of(TuningInputs.REFERENCE.with(100_000, 100)).row(Strategy.SCAN);
    assertEquals(Numbers.usd(scan.dollars().reads()), cells.path(0).asText());
    assertEquals(Numbers.plain(scan.units()), cells.path(1).asText());
    assertEquals("100,000", cells.path(2).asText());
    assertTrue(cells.path(3).asDouble() > 100, cells.toString());
  }

  private static void assertSame(StrategyRow java, JsonNode script, TuningInputs inputs) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("/pages", java.pages());
    numbers.put("/units", java.units());
    numbers.put("/partitionCeiling", java.partitionCeiling());
    numbers.put("/firstMillis", java.firstMillis());
    numbers.put("/lastMillis", java.lastMillis());
    numbers.put("/total", java.dollars().total());
    CostStack.parts(java.dollars()).forEach((part, usd) -> numbers.put("/dollars/" + part, usd));
    numbers.forEach(
        (name, value) -> {
          JsonNode other = script.at(name);
          assertTrue(other.isNumber(), name);
          // Libraries of functions may differ in the last digit.
          assertEquals(
              value, other.asDouble(), 1e-9 * Math.max(1, value), () -> name + " of " + inputs);
        });
  }

  /** Pages' borders, rooms beyond the bucket's burst, and the usual. */
  private static List<TuningInputs> grid() {
    List<TuningInputs> grid = new ArrayList<>();
    for (int connections : new int[] {1, 5_243, 5_244, 30_000, 1_000_000}) {
      for (int room : new int[] {1, 64, 65, 1_000, 24_386, 24_387}) {
        for (int item : new int[] {64, 200, 1_025, 409_600}) {
          if (room <= connections) {
            grid.add(new TuningInputs(connections, room, item, 3, 0.5));
          }
        }
      }
    }
    return grid;
  }

  private static Tuning of(TuningInputs inputs) {
    return Tuning.of(inputs, PRICES, List.of(), List.of(), Map.of());
  }

  /** What {@code script} shows at the end of the page, which then has no policy against it. */
  private JsonNode run(String script) throws IOException, InterruptedException {
    String page =
        TuningPage.render(of(TuningInputs.REFERENCE))
            .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace(
                "</body>",
                """
                <pre id="result"></pre><script>{
                const show = value => document.getElementById('result').textContent = JSON.stringify(value);
                %s}</script></body>\
                """
                    .formatted(script));
    Said said = open(page);
    Matcher result = RESULT.matcher(said.dom);
    assertTrue(result.find(), said.dom);
    assertFalse(result.group(1).isEmpty(), said.log);
    return JSON.readTree(result.group(1));
  }

  /** The page after its scripts, and what the browser logged. */
  private record Said(String dom, String log) {}

  private Said open(String page) throws IOException, InterruptedException {
    Optional<Path> chromium = chromium();
    Assumptions.assumeTrue(
        chromium.isPresent(),
        "no chromium on the PATH: the page's script was not compared with Java");
    Path file = Files.writeString(home.resolve("page.html"), page);
    Path dom = home.resolve("dom.html");
    Path log = home.resolve("log.txt");
    Process browser =
        new ProcessBuilder(
                chromium.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--user-data-dir=" + home.resolve("profile"),
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      browser.waitFor();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    return new Said(read(dom), read(log));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
