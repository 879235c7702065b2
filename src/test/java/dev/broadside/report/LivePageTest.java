package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
final class LivePageTest {
  private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
  private static final Pattern PATH = Pattern.compile(" d=\"([^\"]*)\"");

  private final LivePage page = new LivePage(SampleView.running(100));

  @Test
  void thePolicyAllowsTheScriptThatIsThereAndNoOther() throws Exception {
    Matcher script = SCRIPT.matcher(page.html());
    assertTrue(script.find());
    String sum =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(script.group(1).getBytes(StandardCharsets.UTF_8)));
    assertTrue(LivePage.policy().contains("script-src 'sha256-" + sum + "'"), LivePage.policy());
    assertFalse(script.find(), "another script");
    assertTrue(LivePage.policy().startsWith("default-src 'none'"), LivePage.policy());
  }

  @Test
  void whatComesFromOutsideIsNoMarkup() {
    String html = page.html();
    assertFalse(html.contains("<b>last"), "markup of the question");
    assertFalse(html.contains("<script>alert"), "a script");
    assertTrue(html.contains("kill 5%, how &lt;reset&gt;"), "the mark");
    assertFalse(new LivePage(SampleView.over()).html().contains("<connections>"), "a step");
  }

  @Test
  void everyPartThatIsSentHasItsPlaceInThePage() {
    String html = page.html();
    for (Map.Entry<String, String> part : page.parts().entrySet()) {
      assertEquals(1, html.split("id=\"" + part.getKey() + "\"", -1).length - 1, part.getKey());
      assertTrue(html.contains(part.getValue()), part.getKey());
    }
  }

  @Test
  void theChartIsThatOfTheReport() {
    String chart = page.parts().getOrDefault("chart", "");
    for (String head :
        new String[] {
          "open connections", "published per second", "delivered per second", "last receiver"
        }) {
      assertTrue(chart.contains(head), head);
    }
    assertTrue(chart.contains("class=\"lost\""), "the second in which somebody missed one");
    assertTrue(chart.contains("class=\"back\""), "the second in which somebody came back");
    assertTrue(chart.contains("class=\"fault\""), "the fault");
    assertTrue(chart.contains("class=\"before\""), "the warm-up");
    Matcher paths = PATH.matcher(chart);
    while (paths.find()) {
      assertTrue(paths.group(1).matches("[-0-9. MLHVlhvZz]*"), paths::group);
    }
  }

  @Test
  void anInfiniteLatencyIsShownAsSuch() {
    LivePage then = new LivePage(SampleView.running(51));
    assertTrue(then.parts().getOrDefault("counts", "").contains("∞"), then.parts()::toString);
  }

  @Test
  void aRunThatCountsNothingYetHasAPage() {
    for (int seconds = 0; seconds < 3; seconds++) {
      assertTrue(new LivePage(SampleView.running(seconds)).html().contains("</html>"));
    }
  }

  @Test
  void theTextIsTheSameEverywhere() {
    Locale before = Locale.getDefault();
    String here = page.html();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(here, new LivePage(SampleView.running(100)).html());
    } finally {
      Locale.setDefault(before);
    }
  }
}
