package dev.broadside.stage.host;

/** A handler that cannot be run. The message is one sentence that says what is missing. */
final class HandlerException extends Exception {
  private static final long serialVersionUID = 1;

  HandlerException(String message, Throwable cause) {
    super(message, cause);
  }

  HandlerException(String message) {
    super(message);
  }
}
