package dev.broadside.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Asks a page in headless Chromium; where there is none, the test that asks is skipped. */
public final class PageProbe {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RESULT =
      Pattern.compile("<pre id=\"result\"[^>]*>(.*?)</pre>", Pattern.DOTALL);

  private static final String AXE =
      """
      const found = await axe.run(document, { resultTypes: ['violations'] });
      show({
        fetched: performance.getEntriesByType('resource').map(entry => entry.name),
        passes: found.passes.length,
        violations: found.violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 5).map(n => n.html + ' ' + n.failureSummary) })),
      });
      """;

  private static final String STICKS_OUT =
      """
      const frame = document.getElementById('phone');
      if (!frame.contentDocument || frame.contentDocument.readyState !== 'complete' || !frame.contentDocument.querySelector('main')) {
        await new Promise(done => frame.addEventListener('load', done));
      }
      const page = frame.contentDocument;
      const width = page.documentElement.clientWidth;
      const all = [...page.querySelectorAll('main *, header *, footer *')];
      const seen = all.filter(e => !e.parentElement.closest('.scroll, svg, details:not([open])'));
      show({
        looked: seen.length,
        out: seen.filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 120))
          .concat(page.documentElement.scrollWidth > width ? ['the page itself: ' + page.documentElement.scrollWidth] : []),
      });
      """;

  private final Chromium chromium;

  private PageProbe(Chromium chromium) {
    this.chromium = chromium;
  }

  /** A probe whose files go below {@code home}. */
  public static PageProbe in(Path home) {
    var found = Chromium.onPath(home);
    Assumptions.assumeTrue(found.isPresent(), "no chromium on the PATH: no page was opened");
    return new PageProbe(found.orElseThrow());
  }

  Chromium.Said open(String page) throws IOException, InterruptedException {
    return chromium.open(page);
  }

  /** What axe-core finds that keeps people out, and what the page fetches. */
  public List<String> faults(String page, boolean dark) throws IOException, InterruptedException {
    JsonNode result =
        run(
            page,
            AXE,
            "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
            // What axe does goes on after the page is loaded.
            "--virtual-time-budget=60000");
    List<String> faults = new ArrayList<>();
    result.path("fetched").forEach(address -> faults.add("fetched " + address.asText()));
    for (JsonNode violation : result.path("violations")) {
      if (List.of("serious", "critical").contains(violation.path("impact").asText())) {
        faults.add(violation.toString());
      }
    }
    if (result.path("passes").asInt() < 10) {
      faults.add("axe-core looked at nothing: " + result);
    }
    return faults;
  }

  /**
   * What a reader would have to scroll sideways for where the page is so many pixels wide; what
   * scrolls by itself apart.
   */
  public List<String> sticksOut(String page, int pixels) throws IOException, InterruptedException {
    String framed =
        """
        <!DOCTYPE html><html><body><main>
        <iframe id="phone" style="border:0;width:%dpx;height:844px" srcdoc="%s"></iframe>
        </main></body></html>
        """
            .formatted(pixels, page.replace("&", "&amp;").replace("\"", "&quot;"));
    JsonNode result = run(framed, STICKS_OUT, "--virtual-time-budget=20000");
    List<String> out = new ArrayList<>();
    result.path("out").forEach(element -> out.add(element.asText()));
    if (result.path("looked").asInt() < 10) {
      out.add("nothing was looked at: " + result);
    }
    return out;
  }

  /** What {@code script} shows at the end of the page, which then has no policy against it. */
  JsonNode run(String page, String script, String... options)
      throws IOException, InterruptedException {
    String axe = script.contains("axe.") ? "<script>" + axe() + "</script>" : "";
    String probed =
        page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace(
                "</main>",
                """
                <pre id="result" hidden></pre>%s<script type="module">
                const show = value => document.getElementById('result').textContent = JSON.stringify(value);
                %s</script></main>\
                """
                    .formatted(axe, script));
    Chromium.Said said = chromium.open(probed, options);
    Matcher result = RESULT.matcher(said.dom());
    if (!result.find() || result.group(1).isEmpty()) {
      throw new AssertionError("the page's script came to no end: " + said.log());
    }
    return JSON.readTree(
        result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
  }

  private static String axe() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PageProbe.class.getResourceAsStream("/axe.min.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
