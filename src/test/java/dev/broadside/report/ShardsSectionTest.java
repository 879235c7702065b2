package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.Distribution;
import dev.broadside.measure.ShardsView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardsSectionTest {
  private static final Distribution SOME =
      new Distribution(4_000, 10.0, 20.5, 20.0, 30.0, 35.0, 40.0, 45.0, 50.0);

  private static ShardsView view() {
    return new ShardsView(
        ShardsView.SCHEMA,
        3,
        List.of(1),
        2,
        5,
        SOME,
        SOME,
        7,
        new ShardsView.Bounds(0.6, 0.6, 0.6, 0.6, 0.55, 0.01),
        List.of(
            shard(
                0,
                "injector-0",
                new ShardsView.Clock("same clock", "", 0, 0, 0, 0, 0.0),
                new ShardsView.Skew(-9.0, 12, 300, false)),
            shard(
                2,
                "<b>|host",
                new ShardsView.Clock("UDP echo", "10.0.0.7:7400", -19.9, 0.25, 48.5, 1.5, 0.6),
                new ShardsView.Skew(9.12, 300, 300, true))));
  }

  private static ShardsView.Shard shard(
      int index, String host, ShardsView.Clock clock, ShardsView.Skew skew) {
    return new ShardsView.Shard(
        index, host, true, 1.25, clock, 4_000, 150, 600_000, 599_998, 2, SOME, skew);
  }

  @Test
  void aRunOfOneInjectorHasNone() {
    assertEquals(Markup.NONE, ShardsSection.html(null));
    assertEquals("", ShardsSection.markdown(null));
  }

  @Test
  void whoIsMissingAndWhatTheClocksAreWorthIsSaid() {
    for (String text :
        List.of(ShardsSection.html(view()).source(), ShardsSection.markdown(view()))) {
      assertTrue(
          text.contains("2 of 3 reported, missing: 1 (a quorum of 2 is enough)"), () -> text);
      assertTrue(text.contains("each ± 600 µs for the clocks"), () -> text);
      assertTrue(text.contains("the last receiver of a broadcast ± 550 µs"), () -> text);
      assertTrue(text.contains("-19.9 ms ± 250 µs"), () -> text);
      assertTrue(text.contains("9.12 ms, in 300 of 300: stands out"), () -> text);
      assertFalse(text.contains("<b>"), () -> text);
    }
  }

  @Test
  void everyRowOfTheMarkdownTableHasAsManyCells() {
    List<String> rows =
        ShardsSection.markdown(view()).lines().filter(line -> line.startsWith("|")).toList();
    assertEquals(2 * 4, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(
          rows.get(i < 4 ? 0 : 4).replaceAll("[^|]", ""),
          rows.get(i).replace("\\|", "").replaceAll("[^|]", ""));
    }
  }

  @Test
  void onlyWhoStandsOutIsMarked() {
    String html = ShardsSection.html(view()).source();
    assertTrue(html.contains("<tr class=\"broken\"><th scope=\"row\">2</th>"), html);
    assertTrue(html.contains("<tr><th scope=\"row\">0</th>"), html);
  }

  @Test
  void theFileIsReadAsItWasWrittenOrRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(ShardsView.FILE);
    assertNull(ShardsReader.read(file));
    String json = new ObjectMapper().writeValueAsString(view());
    Files.writeString(file, json);
    assertEquals(view(), ShardsReader.read(file));
    Files.writeString(file, json.substring(0, json.length() / 2));
    assertEquals(
        file + " is not whole: restore the file as it was written, or repeat the run.",
        assertThrows(ReportException.class, () -> ShardsReader.read(file)).getMessage());
    Files.writeString(file, json.replace(ShardsView.SCHEMA, "broadside/shards/9"));
    assertEquals(
        file
            + " is not of schema broadside/shards/1: restore the file as it was written, or repeat"
            + " the run.",
        assertThrows(ReportException.class, () -> ShardsReader.read(file)).getMessage());
  }
}
