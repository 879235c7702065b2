package dev.broadside.report;

/**
 * Text that others wrote, made harmless for one line of any medium: an escape sequence would reach
 * the terminal, a control character breaks XML, and a bidirectional override reorders the words of
 * ours around it.
 */
final class Plain {
  private static final int REPLACEMENT = 0xFFFD;

  private Plain() {}

  /** The text with line ends and tabs as spaces, and nothing in it that has no shape. */
  static String text(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().filter(c -> !reorders(c)).forEach(c -> out.appendCodePoint(shown(c)));
    return out.toString();
  }

  private static int shown(int c) {
    return switch (Character.getType(c)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.CONTROL -> Character.isWhitespace(c) ? ' ' : REPLACEMENT;
      case Character.SURROGATE -> REPLACEMENT;
      default -> (c & 0xFFFE) == 0xFFFE ? REPLACEMENT : c;
    };
  }

  private static boolean reorders(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}
