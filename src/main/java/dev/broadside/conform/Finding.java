package dev.broadside.conform;

/** What a check found. */
public sealed interface Finding {
  /**
   * It is as it must be.
   *
   * @param note what was seen beside, or empty
   */
  record Holds(String note) implements Finding {}

  /** It is not. */
  record Differs(String expected, String seen) implements Finding {}

  /** Nobody can tell, on this stage. */
  record CannotBeChecked(String why) implements Finding {}
}
