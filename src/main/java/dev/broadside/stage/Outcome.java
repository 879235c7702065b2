package dev.broadside.stage;

/** How an integration ended. */
sealed interface Outcome {
  /** The function answered with a well-formed proxy response. */
  record Answered(ProxyResponse response) implements Outcome {}

  /**
   * The gateway itself says no, as {@code status} to a handshake and in a frame to a message.
   *
   * @param message what it says
   */
  record Rejected(int status, String message) implements Outcome {}

  /** The function threw, timed out by its own limit, is not there, or answered malformed. */
  record Failed(String reason) implements Outcome {}

  /** Nothing came within the integration's own limit, 29 s on AWS. */
  record TimedOut() implements Outcome {}
}
