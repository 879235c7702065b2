package dev.broadside.gate;

/**
 * A fork that says of itself that its times cannot be trusted; those of the next one may be. What
 * it counted holds all the same.
 */
final class UntrustedForkException extends GateException {
  private static final long serialVersionUID = 1;

  private final transient Results counts;

  UntrustedForkException(String message, Results counts) {
    super(message);
    this.counts = counts;
  }

  Results counts() {
    return counts;
  }
}
