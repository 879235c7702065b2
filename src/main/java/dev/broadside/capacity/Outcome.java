package dev.broadside.capacity;

/** What came of a point. */
public sealed interface Outcome {
  /** It was measured, and the measurement can be trusted. */
  record Counted(Evidence evidence) implements Outcome {}

  /**
   * The measurement cannot be trusted, so it says nothing of the stage.
   *
   * @param why the check that failed, with its value and limit
   */
  record Refused(String why) implements Outcome {}
}
