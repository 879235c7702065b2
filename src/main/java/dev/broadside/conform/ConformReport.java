package dev.broadside.conform;

import java.util.List;

/**
 * What a run of the checks found.
 *
 * @param kind what the stage under {@code url} is
 * @param incomplete whether a stage that was to be started for this run did not start
 */
public record ConformReport(
    String url,
    StageKind kind,
    boolean incomplete,
    boolean interrupted,
    List<Result> results,
    long millis) {

  /** How many checks hold. */
  public long holding() {
    return count(Finding.Holds.class);
  }

  /** How many do not. */
  public long differing() {
    return count(Finding.Differs.class);
  }

  /** How many could not be made. */
  public long unchecked() {
    return count(Finding.CannotBeChecked.class);
  }

  private long count(Class<? extends Finding> type) {
    return results.stream().filter(result -> type.isInstance(result.finding())).count();
  }
}
