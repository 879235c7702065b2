package dev.broadside.scenario;

/**
 * A scenario that cannot be used. The message is one sentence, starts with {@code file:line:column}
 * where one is known, and says what to do.
 */
public final class ScenarioException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates one from its sentence. */
  public ScenarioException(String message) {
    super(message);
  }
}
