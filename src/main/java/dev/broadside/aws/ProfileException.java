package dev.broadside.aws;

/** A profile that cannot be used: one sentence, with file, line and column where one is known. */
public final class ProfileException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates one from its sentence. */
  public ProfileException(String message) {
    super(message);
  }

  ProfileException(String message, Throwable cause) {
    super(message, cause);
  }
}
