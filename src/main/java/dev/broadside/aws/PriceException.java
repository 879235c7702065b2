package dev.broadside.aws;

/** Prices that cannot be used: one sentence, with file, line and column where one is known. */
public final class PriceException extends Exception {
  private static final long serialVersionUID = 1;

  PriceException(String message, Throwable cause) {
    super(message, cause);
  }
}
