package dev.broadside.scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code broadside-gate.yaml}: what a repository's gate builds, runs, and asks for. Paths are from
 * the top of each of its worktrees.
 *
 * @param build a shell command; {@code null} when there is nothing to build
 * @param jmh a shell command that takes JMH's own options after its last word
 * @param template a template that our stage runs instead of the scenario's own design
 * @param functions jars and folders with the Java handlers of that template
 * @param scenario what our stage is measured with
 * @param delta the slowdown that does not matter yet: 0.03 is 3%
 * @param tolerance the slowdown that must not slip through
 * @param counters by how much each may grow
 */
public record GateFile(
    @Nullable String build,
    @Nullable String jmh,
    @Nullable String template,
    List<String> functions,
    @Nullable String scenario,
    double delta,
    double tolerance,
    Map<String, Growth> counters,
    List<Waiver> waivers) {

  /** What a repository without the file has: nothing to run, and the usual thresholds. */
  public static final GateFile NONE =
      new GateFile(null, null, null, List.of(), null, 0.03, 0.10, Map.of(), List.of());

  /** By how much a counter may grow: a share of the base, or so many. */
  public record Growth(double share, double amount) {}

  /**
   * A benchmark whose verdict does not count for a while.
   *
   * @param benchmark its name as the report prints it; {@code *} stands for any characters
   * @param until the last day on which it holds
   */
  public record Waiver(String benchmark, String reason, LocalDate until) {}
}
