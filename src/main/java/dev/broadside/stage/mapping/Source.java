package dev.broadside.stage.mapping;

/**
 * The text of a template, or of a quoted text inside it, read from left to right. The rest of the
 * package decides what the characters mean.
 */
final class Source {
  private final String name;
  private final String text;
  private final int firstLine;
  private int offset;

  /**
   * @param firstLine the line in the template on which the text begins
   */
  Source(String name, String text, int firstLine) {
    this.name = name;
    this.text = text;
    this.firstLine = firstLine;
  }

  /** A text inside this one. */
  Source inside(String inner, int start) {
    return new Source(name, inner, position(start).line());
  }

  int offset() {
    return offset;
  }

  void back(int to) {
    offset = to;
  }

  boolean atEnd() {
    return offset >= text.length();
  }

  /** The character here, or NUL at the end. */
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return offset + ahead < text.length() ? text.charAt(offset + ahead) : '\0';
  }

  char next() {
    return text.charAt(offset++);
  }

  boolean at(String expected) {
    return text.startsWith(expected, offset);
  }

  /** Takes what is expected, if it is here. */
  boolean take(String expected) {
    boolean here = at(expected);
    if (here) {
      offset += expected.length();
    }
    return here;
  }

  void expect(String expected, String sentence) throws MappingException {
    if (!take(expected)) {
      throw error(offset, sentence);
    }
  }

  /** Takes a run of one character; returns how long it is. */
  int run(char c) {
    int start = offset;
    while (peek() == c) {
      offset++;
    }
    return offset - start;
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      offset++;
    }
  }

  void skipSpace() {
    while (!atEnd() && Character.isWhitespace(peek())) {
      offset++;
    }
  }

  /** Takes the rest of the line of a directive, if nothing else stands on it. */
  void skipEmptyRestOfLine() {
    int end = offset;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    if (text.startsWith("\r\n", end)) {
      offset = end + 2;
    } else if (end < text.length() && (text.charAt(end) == '\n' || text.charAt(end) == '\r')) {
      offset = end + 1;
    }
  }

  /** Takes everything before {@code end} and {@code end} itself, or all that is left. */
  String through(String end) {
    int found = text.indexOf(end, offset);
    String inside = text.substring(offset, found < 0 ? text.length() : found);
    offset = found < 0 ? text.length() : found + end.length();
    return inside;
  }

  /** Takes a name: a letter or underscore, then letters, digits, underscores and hyphens. */
  String name() {
    int start = offset;
    if (startsName(peek())) {
      while (startsName(peek()) || digit(peek()) || peek() == '-') {
        offset++;
      }
    }
    return text.substring(start, offset);
  }

  /** Takes the name of a directive, which has no hyphens. */
  String word() {
    int start = offset;
    while (startsName(peek()) || (offset > start && digit(peek()))) {
      offset++;
    }
    return text.substring(start, offset);
  }

  static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  String text(int from, int to) {
    return text.substring(from, to);
  }

  String all() {
    return text;
  }

  Position position(int at) {
    int line = firstLine;
    int lineStart = 0;
    for (int i = 0; i < at && i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, at - lineStart + 1);
  }

  MappingException error(int at, String sentence) {
    return new MappingException(name, position(at), sentence);
  }
}
