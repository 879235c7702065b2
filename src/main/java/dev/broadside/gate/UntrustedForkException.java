package dev.broadside.gate;

/** A fork that says of itself that its numbers cannot be trusted; the next one may be. */
final class UntrustedForkException extends GateException {
  private static final long serialVersionUID = 1;

  UntrustedForkException(String message) {
    super(message);
  }
}
