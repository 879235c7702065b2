package dev.broadside.stage.mapping;

import java.util.Locale;

/**
 * What one rendering may use. Each node, operation, loop, JSON member looked at and character
 * matched by a regular expression is a step; each character of a text that is made counts, whether
 * or not it ends up in the output.
 */
final class Budget {
  /** Eight times the largest message of a WebSocket API. */
  static final int LARGEST_TEXT = 1 << 20;

  private static final int STEPS = 2_000_000;
  private static final int CHARACTERS = 16 * LARGEST_TEXT;

  private int steps = STEPS;
  private int characters = CHARACTERS;

  /** One step. */
  void step() {
    steps(1);
  }

  /** Steps that are paid for before they are made. */
  void steps(long count) {
    if (count > steps) {
      throw new RenderingStop(
          String.format(
              Locale.ROOT, "The template was stopped after %,d steps: it loops too long.", STEPS));
    }
    steps -= (int) count;
  }

  /** Characters of a text of {@code length} that grows by {@code more}. */
  void grow(int length, long more) {
    if (length + more > LARGEST_TEXT) {
      throw new RenderingStop(
          String.format(
              Locale.ROOT,
              "A text grew beyond %,d characters, the most that a template may make.",
              LARGEST_TEXT));
    }
    if (more > characters) {
      throw new RenderingStop(
          String.format(
              Locale.ROOT, "The template was stopped after it made %,d characters.", CHARACTERS));
    }
    characters -= (int) more;
  }

  /** A text for a regular expression, whose characters cost a step each time they are looked at. */
  CharSequence watched(CharSequence text) {
    return new Watched(text);
  }

  private final class Watched implements CharSequence {
    private final CharSequence text;

    Watched(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      step();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
