package dev.broadside.gate;

/** Results that cannot be judged. The message is one sentence and says what to do. */
public sealed class GateException extends Exception permits UntrustedForkException {
  private static final long serialVersionUID = 1;

  GateException(String message) {
    super(message);
  }

  GateException(String message, Throwable cause) {
    super(message, cause);
  }
}
