package dev.broadside.load.trust;

/** A file of certificates cannot be used; the message is one sentence that says what to do. */
public final class TrustException extends Exception {
  private static final long serialVersionUID = 1;

  TrustException(String message, Throwable cause) {
    super(message, cause);
  }
}
