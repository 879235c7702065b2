package dev.broadside.cloud;

/** AWS was asked and gave no usable answer; the message says what to do. */
public final class CloudException extends Exception {
  private static final long serialVersionUID = 1;

  /** A sentence. */
  public CloudException(String message) {
    super(message);
  }

  /** A sentence and what is behind it. */
  public CloudException(String message, Throwable cause) {
    super(message, cause);
  }
}
