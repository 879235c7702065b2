package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.RunSummary;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.HdrHistogram.Histogram;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class EveryRunRendersTest {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern COORDINATES = Pattern.compile(" (?:d|x|y|cx|cy)=\"([^\"]*)\"");
  private static final Pattern BODY = Pattern.compile("<body.*</body>", Pattern.DOTALL);

  @Provide
  Arbitrary<RunSummary> summaries() {
    return AnySummary.arbitrary();
  }

  @Provide
  Arbitrary<List<Long>> nanos() {
    return Arbitraries.longs().between(0, 10_000_000_000_000L).list().ofMaxSize(30);
  }

  @Property(tries = 100)
  void noLineOfTheSummaryTextIsWiderThanTheTerminal(
      @ForAll("summaries") RunSummary summary, @ForAll @IntRange(min = 20, max = 200) int width) {
    String plain = SummaryText.render(summary, width, false);
    plain.lines().forEach(l -> assertTrue(Columns.of(l) <= width, () -> width + ": " + l));
    assertFalse(plain.contains("\u001b"));
    String coloured = SummaryText.render(summary, width, true);
    assertEquals(plain, COLOUR.matcher(coloured).replaceAll("").replaceAll(" +\n", "\n"));
  }

  @Property(tries = 100)
  void theJunitFileIsWellFormedAndCountsItsOwnCases(@ForAll("summaries") RunSummary summary)
      throws Exception {
    Document document = parse(new JunitReport().render(empty(summary)));
    Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
    for (String[] pair :
        new String[][] {{"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}}) {
      int found = suite.getElementsByTagName(pair[1]).getLength();
      assertEquals(Integer.toString(found), suite.getAttribute(pair[0]));
    }
    boolean clean = summary.verdict().status() == RunSummary.Status.PASS;
    int bad =
        suite.getElementsByTagName("failure").getLength()
            + suite.getElementsByTagName("error").getLength();
    assertTrue(clean || bad > 0, "a run that is not PASS must not look green");
  }

  @Property(tries = 100)
  void thePageIsWellFormedWithoutScriptOrAddress(
      @ForAll("summaries") RunSummary summary,
      @ForAll("nanos") List<Long> delivery,
      @ForAll("nanos") List<Long> last)
      throws Exception {
    String page =
        new HtmlReport()
            .render(new RunReport(summary, histogram(delivery), histogram(last), List.of()));
    Matcher body = BODY.matcher(page);
    assertTrue(body.find());
    Document document = parse(body.group());
    for (String active : List.of("script", "img", "a", "link", "iframe", "b", "object", "use")) {
      assertEquals(0, document.getElementsByTagName(active).getLength(), active);
    }
    Matcher drawing = COORDINATES.matcher(page);
    while (drawing.find()) {
      assertTrue(drawing.group(1).matches("[-0-9. MLHVmlhvz]*"), drawing::group);
    }
  }

  @Property(tries = 100)
  void theMarkdownHoldsNoLiveMarkup(@ForAll("summaries") RunSummary summary) {
    String markdown = new MarkdownReport().render(empty(summary));
    String ours = markdown.replaceAll("</?(details|summary)>", "");
    assertFalse(ours.contains("<"), ours);
    assertFalse(ours.contains("@"), ours);
  }

  private static RunReport empty(RunSummary summary) {
    return new RunReport(summary, new Histogram(3), new Histogram(3), List.of());
  }

  private static Histogram histogram(List<Long> nanos) {
    Histogram histogram = new Histogram(3);
    nanos.forEach(histogram::recordValue);
    return histogram;
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
