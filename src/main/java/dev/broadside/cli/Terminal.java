package dev.broadside.cli;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person watches, and how wide the window is; the launcher looked, since a JVM cannot ask
 * which of its streams is a terminal.
 */
record Terminal(boolean errIsTerminal, boolean outIsTerminal, int columns) {
  private static final int DEFAULT_COLUMNS = 100;
  private static final int MIN_COLUMNS = 20;

  static Terminal current() {
    int columns = Integer.getInteger("broadside.columns", DEFAULT_COLUMNS);
    return new Terminal(
        Boolean.getBoolean("broadside.tty.err"),
        Boolean.getBoolean("broadside.tty.out"),
        Math.max(MIN_COLUMNS, columns));
  }

  /**
   * Whether lines may be written over: by a person who watches, and has not asked for plain ones.
   */
  boolean canBeDrawnOver(UnaryOperator<@Nullable String> environment) {
    String noColor = environment.apply("NO_COLOR");
    String kind = environment.apply("TERM");
    boolean plain = noColor != null && !noColor.isEmpty();
    return errIsTerminal && !plain && kind != null && !kind.equals("dumb");
  }

  /** Shows a plan, and whether a person typed that it may be carried out. */
  @SuppressWarnings("SystemConsoleNull") // On 21 it is null where nobody can answer.
  boolean agrees(String plan) {
    System.err.print(plan);
    if (System.console() == null || !errIsTerminal) {
      return false;
    }
    String answer = System.console().readLine("Type yes to run it: ");
    return answer != null && answer.strip().equalsIgnoreCase("yes");
  }
}
