package dev.broadside.cli;

/**
 * Whether a person watches, and how wide the window is; the launcher looked, since a JVM cannot ask
 * which of its streams is a terminal.
 */
record Terminal(boolean errIsTerminal, boolean outIsTerminal, int columns) {
  private static final int DEFAULT_COLUMNS = 100;
  private static final int MIN_COLUMNS = 60;

  static Terminal current() {
    int columns = Integer.getInteger("broadside.columns", DEFAULT_COLUMNS);
    return new Terminal(
        Boolean.getBoolean("broadside.tty.err"),
        Boolean.getBoolean("broadside.tty.out"),
        Math.max(MIN_COLUMNS, columns));
  }
}
