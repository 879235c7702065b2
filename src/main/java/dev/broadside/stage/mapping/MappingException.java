package dev.broadside.stage.mapping;

/**
 * A mapping template that cannot be read, or cannot be rendered for this input. The message starts
 * with {@code name:line:column} in the template.
 */
public final class MappingException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  MappingException(String name, Position at, String sentence) {
    super(name + ":" + at.line() + ":" + at.column() + ": " + sentence);
    this.line = at.line();
    this.column = at.column();
  }

  /** The line in the template, from 1. */
  public int line() {
    return line;
  }

  /** The column in the template, from 1. */
  public int column() {
    return column;
  }
}
