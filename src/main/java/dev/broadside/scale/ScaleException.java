package dev.broadside.scale;

/** The injectors of a run cannot meet; the message says why and what to do. */
public final class ScaleException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A sentence for the user. */
  public ScaleException(String message) {
    super(message);
  }

  /** A sentence for the user, and where it comes from. */
  public ScaleException(String message, Throwable cause) {
    super(message, cause);
  }
}
