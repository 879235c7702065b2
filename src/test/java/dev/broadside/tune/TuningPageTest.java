package dev.broadside.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.aws.PriceLists;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
class TuningPageTest {
  private static final Tuning COMPUTED =
      Tuning.of(
          TuningInputs.REFERENCE,
          PriceLists.bundled(),
          List.of(),
          List.of(),
          Map.of("commit", "<script>alert(1)</script>"));
  private static final Tuning MEASURED =
      Tuning.of(
          TuningInputs.REFERENCE,
          PriceLists.bundled(),
          AnyRows.lookups(),
          AnyRows.fanouts(),
          Map.of());

  @Test
  void whatWasNotMeasuredIsSaidInsteadOfDrawn() {
    String page = TuningPage.render(COMPUTED);
    assertTrue(page.contains("No lookup was measured"));
    assertTrue(page.contains("No fanout was measured"));
    assertTrue(page.contains("assumed, nothing was measured"));
    assertFalse(page.contains(", measured</li>"));
  }

  @Test
  void rowsAreDrawnWithTheirIntervals() {
    String page = TuningPage.render(MEASURED);
    assertTrue(page.contains("class=\"whisker"));
    assertTrue(page.contains("query, measured"));
    assertFalse(page.contains("was measured:"));
    assertTrue(page.contains("the knee: 375 in flight"));
  }

  @Test
  void everySectionSaysWhereItsNumbersComeFromAndHasThem() {
    for (Section section : TuningSections.of(MEASURED)) {
      assertFalse(section.table().isEmpty(), section.title());
      assertFalse(section.caption().isBlank(), section.title());
      for (List<String> row : section.table().rows()) {
        assertEquals(section.table().columns().size(), row.size(), section.title());
      }
    }
    assertEquals(
        Section.Origin.MODELLED,
        TuningSections.of(MEASURED).stream()
            .filter(section -> section.id().equals("reach"))
            .findFirst()
            .orElseThrow()
            .origin());
  }

  @Test
  void thePageIsSmallAndAsksForNothing() {
    String page = TuningPage.render(MEASURED);
    assertTrue(page.length() < 1_500_000, () -> page.length() + " characters");
    assertFalse(page.matches("(?s).*(src|href|@import|url\\()\\s*=?.*https?:.*"));
    assertTrue(page.contains("default-src 'none'"));
  }

  @Test
  void whatOthersWroteStaysText() {
    assertTrue(TuningPage.render(COMPUTED).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(TuningMarkdown.render(COMPUTED).contains("&lt;script&gt;"));
  }

  @Test
  void allFormatsAreTheSameInEveryLanguage() throws Exception {
    String page = TuningPage.render(MEASURED);
    String text = TuningMarkdown.render(MEASURED);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(page, TuningPage.render(MEASURED));
      assertEquals(text, TuningMarkdown.render(MEASURED));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void programsGetTheSame() throws Exception {
    var json =
        new ObjectMapper().readTree(new ObjectMapper().writeValueAsBytes(TuningJson.of(MEASURED)));
    assertEquals("broadside/tuning/1", json.path("schema").asText());
    assertEquals("query", json.path("verdict").path("lookup").asText());
    assertEquals(431, json.path("breakEvenConnections").asInt());
    assertEquals(7, json.path("strategies").size());
    assertEquals(12, json.path("measured").path(0).path("rows").size());
  }
}
