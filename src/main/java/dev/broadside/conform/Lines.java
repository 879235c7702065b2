package dev.broadside.conform;

import java.util.ArrayList;
import java.util.List;

/** Text that a stage may have written, made fit for lines of a terminal or a page. */
final class Lines {
  private static final int REPLACEMENT = 0xFFFD;

  private Lines() {}

  /**
   * The text on one line, without control characters: an escape sequence would reach the terminal.
   */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(shown(c)));
    return out.toString();
  }

  private static int shown(int c) {
    if (Character.isWhitespace(c)) {
      return ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> REPLACEMENT;
      default -> c;
    };
  }

  /** The text in lines of at most {@code width}, broken at blanks where there are any. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = plain(text).strip();
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
