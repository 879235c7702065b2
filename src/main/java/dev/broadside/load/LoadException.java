package dev.broadside.load;

/** Nothing could be measured. The message is one sentence that says why and what to do. */
public final class LoadException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates one from its sentence. */
  public LoadException(String message) {
    super(message);
  }

  /** Creates one from its sentence and what led to it. */
  public LoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
