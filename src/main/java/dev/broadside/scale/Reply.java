package dev.broadside.scale;

import org.jspecify.annotations.Nullable;

/** What came of a {@link Command}. */
sealed interface Reply {

  /** It is done, now or by an earlier try. */
  record Done() implements Reply {}

  /** It is not: what somebody else wrote is there, who is named. */
  record Taken(String by) implements Reply {}

  /** By how much the table's clock is ahead of ours, at the least and at the most. */
  record Time(long leastAheadNanos, long mostAheadNanos) implements Reply {}

  /** The barrier after it, and why the run was aborted where it was. */
  record Seen(Barrier barrier, @Nullable String aborted) implements Reply {}

  /** Nobody knows whether it was done: no answer came, or one that says try again. */
  record Unclear(String why) implements Reply {}

  /** The table will never do it. */
  record Refused(String why) implements Reply {}

  /** Every connection is open or has failed. */
  record Connected() implements Reply {}

  /**
   * All is measured; the result has so many parts, one at least, and the injector ends with that
   * code.
   */
  record Finished(int parts, int code, String sentence) implements Reply {}

  /** Our own part went wrong, or was told to end, and the injector ends with that code. */
  record Broke(int code, String sentence) implements Reply {}

  /** The pause is over. */
  record Paused() implements Reply {}
}
