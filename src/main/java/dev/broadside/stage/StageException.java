package dev.broadside.stage;

/** A stage that cannot start or go on. The message is one sentence that says what to do. */
final class StageException extends Exception {
  private static final long serialVersionUID = 1;

  StageException(String message) {
    super(message);
  }

  StageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same sentence, said by somebody below. */
  static StageException of(Exception cause) {
    return new StageException(String.valueOf(cause.getMessage()), cause);
  }
}
