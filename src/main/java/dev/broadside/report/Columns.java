package dev.broadside.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text in a terminal's columns, where an ideograph or an emoji takes two. */
final class Columns {
  private static final Pattern SPACES = Pattern.compile(" +");

  private Columns() {}

  /** Columns that the text takes. */
  static int of(String text) {
    return text.codePoints().map(Columns::ofCodePoint).sum();
  }

  private static int ofCodePoint(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        Character.isIdeographic(c)
            || (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F000 && c <= 0x1FAFF);
    return wide ? 2 : 1;
  }

  /** Breaks at spaces, and inside a word only where it is longer than a line. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : SPACES.splitAsStream(text.strip()).toList()) {
      if (!line.isEmpty() && of(line.toString()) + 1 + of(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      String rest = word;
      if (line.isEmpty()) {
        while (of(rest) > width) {
          int end = fitting(rest, width);
          lines.add(rest.substring(0, end));
          rest = rest.substring(end);
        }
      } else {
        line.append(' ');
      }
      line.append(rest);
    }
    if (!line.isEmpty() || lines.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** How many chars of the text fit into the columns. */
  private static int fitting(String text, int width) {
    int columns = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      columns += ofCodePoint(c);
      if (columns > width) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }
}
