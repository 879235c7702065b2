package dev.broadside.stage;

/** How a call of a function ended, whoever asked for it. */
sealed interface Invocation {
  /** The function returned {@code payload}, some JSON. */
  record Returned(byte[] payload) implements Invocation {}

  /**
   * The function threw.
   *
   * @param errorMessage what it said, which authorizers speak by
   */
  record Threw(String reason, String errorMessage) implements Invocation {}

  /** The function took longer than its own timeout, or is not there. */
  record Failed(String reason) implements Invocation {}

  /** The caller waits no longer; the function may still be at it. */
  record TimedOut() implements Invocation {}
}
