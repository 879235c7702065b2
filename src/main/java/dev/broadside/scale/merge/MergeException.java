package dev.broadside.scale.merge;

/** Results that cannot be one run's. The message is one sentence for the user. */
public final class MergeException extends Exception {
  private static final long serialVersionUID = 1L;

  MergeException(String message) {
    super(message);
  }

  MergeException(String message, Throwable cause) {
    super(message, cause);
  }
}
