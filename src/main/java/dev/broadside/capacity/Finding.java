package dev.broadside.capacity;

import org.jspecify.annotations.Nullable;

/** What a search found. A capacity is a {@link Bracket}, and nothing else claims one. */
public sealed interface Finding extends Search.Step {
  /**
   * The SLO holds at {@code holds} and breaks at {@code breaks}, each confirmed by two of three
   * more measurements.
   */
  record Bracket(double holds, double breaks, Cause cause) implements Finding {}

  /** The SLO is broken at the least load already. */
  record NeverHeld(double load, Cause cause) implements Finding {}

  /** The SLO held wherever the stage was measured, up to {@code holds}. */
  record AlwaysHeld(double holds, End end, String why) implements Finding {}

  /**
   * The search ended before there was an answer; what it had is no capacity.
   *
   * @param holds the largest load that held, {@code null} when none did
   * @param breaks the smallest above it that broke, {@code null} when none did
   */
  record Unfinished(@Nullable Double holds, @Nullable Double breaks, End end, String why)
      implements Finding {}

  /** The same load held and does not hold any more: the target, or this machine, changed. */
  record Drifted(double load, String why) implements Finding {}

  /** What ended a search that the stage did not end. */
  enum End {
    INJECTOR("the injector"),
    MEASUREMENT("a measurement that failed again and again"),
    TOOL("this machine"),
    CEILING("--to"),
    BUDGET("the budget"),
    UNDECIDED("too few broadcasts"),
    INTERRUPTED("an interruption");

    private final String words;

    End(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }
}
