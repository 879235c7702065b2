package dev.broadside.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TerminalViewTest {
  private final TerminalView view = new TerminalView();

  @Test
  void showsWhereARunIs() {
    view.frame(Said.second(29, "warmup", 2_000, 20, 40), 79);
    assertEquals(
        """
        measuring   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━──────────────────────────── 0:30 left
        connections 1,000 of 1,000 open
        broadcasts  60 of 120, lost 0, duplicate 0
        last p50     40.0 ms ▂▄
        last p95     80.0 ms ▄█
        delivered/s    2,000 ██
        """
            .strip(),
        String.join("\n", view.frame(Said.second(30, "measuring", 2_000, 40, 80), 79)).strip());
  }

  @Test
  void aPhaseThatCountsNothingIsASentence() {
    view.frame(Said.second(1, "draining", 5, 1, 2), 79);
    assertEquals(List.of("writing the report"), view.frame(Said.phase("reporting"), 79));
    assertEquals(List.of("starting the loc"), view.frame(Said.phase("stage"), 16));
  }

  @Test
  void whatNeverCameIsNotDrawnAsIfItWereFast() {
    view.frame(Said.second(1, "measuring", 5, 10, 20), 79);
    List<String> lines = view.frame(Said.second(2, "measuring", 5, Double.NaN, Double.NaN), 79);
    assertTrue(lines.get(3).endsWith("∞ ▄×"), lines::toString);
  }

  @Test
  void whereNothingWasPublishedYetNothingIsDrawn() {
    var nothing = Said.second(1, "connecting", 0, Double.NaN, Double.NaN);
    ((ObjectNode) nothing.path("moment")).put("settled", 0);
    assertTrue(view.frame(nothing, 79).get(3).stripTrailing().endsWith("–"));
  }

  @Test
  void onlyTheLatestMinuteIsDrawn() {
    view.frame(Said.second(0, "measuring", 1_000_000, 1e6, 1e6), 200);
    List<String> lines = List.of();
    for (int i = 1; i <= 60; i++) {
      lines = view.frame(Said.second(i, "measuring", 10, 5, 5), 200);
    }
    assertTrue(lines.get(3).endsWith("█".repeat(60)), lines::toString);
    assertFalse(lines.get(3).endsWith("█".repeat(61)), lines::toString);
  }

  @Property(tries = 200)
  void noLineIsWiderThanTheTerminalAndNoneMovesTheCursor(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @Size(min = 1, max = 70) List<@DoubleRange(min = 0, max = 1e7) Double> latencies) {
    TerminalView any = new TerminalView();
    for (int i = 0; i < latencies.size(); i++) {
      double p50 = latencies.get(i);
      for (String line :
          any.frame(Said.second(i, "measuring", (long) (p50 * 1_000), p50, 2 * p50), width)) {
        assertTrue(line.length() <= width, () -> width + ": " + line);
        assertTrue(line.chars().noneMatch(Character::isISOControl), line);
      }
    }
  }
}
