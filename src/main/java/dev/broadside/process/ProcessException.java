package dev.broadside.process;

/**
 * A process that did not start or did not answer. The message is one sentence that says what to do.
 */
public final class ProcessException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates one from its sentence. */
  public ProcessException(String message) {
    super(message);
  }

  /** Creates one from its sentence and what led to it. */
  public ProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
