package dev.broadside.capacity;

/** A search that cannot be made, or not be continued; the message says what to do. */
public final class CapacityException extends Exception {
  private static final long serialVersionUID = 1;

  /** A sentence that says what is wrong and what to do. */
  public CapacityException(String message) {
    super(message);
  }

  /** The same, for a reason. */
  public CapacityException(String message, Throwable cause) {
    super(message, cause);
  }
}
