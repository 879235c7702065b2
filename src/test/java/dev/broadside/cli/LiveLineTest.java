package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LiveLineTest {
  private static final Terminal WATCHED = new Terminal(true, true, 80);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private LiveLine line(boolean draws) {
    return new LiveLine(new PrintStream(out, true, StandardCharsets.UTF_8), WATCHED, draws, null);
  }

  private static JsonNode second(int second) throws Exception {
    return new ObjectMapper()
        .readTree(
            """
            {"phase":"measuring","open":5,"asked":5,"published":3,"planned":9,"deliveriesPerSecond":10,
             "lastP50Millis":1.5,"lastP95Millis":2.5,"secondsLeft":9,
             "moment":{"atMillis":%d,"delivered":10,"settled":1,"marks":[]}}"""
                .formatted(second * 1_000));
  }

  /** What a terminal of many lines shows in the end. */
  private String screen() {
    StringBuilder[] lines =
        Stream.generate(StringBuilder::new).limit(20).toArray(StringBuilder[]::new);
    int row = 0;
    String text = out.toString(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        row++;
      } else if (c == '\033') {
        int end = i + 2;
        while (Character.isDigit(text.charAt(end))) {
          end++;
        }
        switch (text.charAt(end)) {
          case 'A' -> row -= Integer.parseInt(text.substring(i + 2, end));
          case 'J' -> {
            for (int below = row; below < lines.length; below++) {
              lines[below].setLength(0);
            }
          }
          default -> assertEquals('K', text.charAt(end), "an escape that nobody takes back");
        }
        i = end;
      } else if (c == '\r') {
        assertTrue(lines[row].isEmpty() || text.charAt(i + 1) == '\033');
      } else {
        if (i == 0 || text.charAt(i - 1) == '\n' || text.charAt(i - 1) == 'A') {
          lines[row].setLength(0);
        }
        lines[row].append(c);
      }
    }
    return String.join("\n", lines).stripTrailing();
  }

  @Test
  void aTerminalIsDrawnOverAndLeftClean() throws Exception {
    LiveLine line = line(true);
    assertTrue(line.show(second(1)));
    assertFalse(line.show(second(2)));
    assertEquals(6, screen().lines().count(), this::screen);
    assertTrue(screen().startsWith("measuring"), this::screen);
    line.end();
    assertEquals("", screen());
    line.end();
    assertEquals("", screen());
  }

  @Test
  void theCursorIsNeverHiddenSoThatNobodyMustShowItAgain() throws Exception {
    LiveLine line = line(true);
    line.show(second(1));
    assertFalse(out.toString(StandardCharsets.UTF_8).contains("\033[?"), this::screen);
    assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("\n\033[J"), this::screen);
  }

  @Test
  void elsewhereALineIsPrintedWhenAPhaseBeginsAndEveryTenSeconds() throws Exception {
    LiveLine line = line(false);
    for (int i = 0; i < 21; i++) {
      line.show(second(i));
    }
    line.end();
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(3, text.lines().count(), text);
    assertTrue(text.lines().allMatch(l -> l.startsWith("measuring  9 s left  5 open")), text);
    assertFalse(text.contains("\033"), text);
  }

  @Test
  void whoAsksForPlainLinesHasThem() {
    assertTrue(WATCHED.canBeDrawnOver(Map.of("TERM", "xterm")::get));
    assertTrue(WATCHED.canBeDrawnOver(Map.of("TERM", "xterm", "NO_COLOR", "")::get));
    assertFalse(WATCHED.canBeDrawnOver(Map.of("TERM", "xterm", "NO_COLOR", "1")::get));
    assertFalse(WATCHED.canBeDrawnOver(Map.of("TERM", "dumb")::get));
    assertFalse(WATCHED.canBeDrawnOver(Map.<String, String>of()::get));
    Terminal unwatched = new Terminal(false, true, 80);
    assertFalse(unwatched.canBeDrawnOver(Map.of("TERM", "xterm")::get));
  }
}
