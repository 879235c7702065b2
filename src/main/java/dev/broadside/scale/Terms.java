package dev.broadside.scale;

import java.time.Duration;

/**
 * What all injectors of a run agree on: how many they are and how long anything may take.
 *
 * @param shards how many injectors the run has
 * @param quorum how many are enough to begin when the time for the others is over
 * @param barrierTimeout how long one that is ready waits for the others
 * @param lead how far ahead the start is set. Everybody has to see it in time: four polls and twice
 *     what two clocks may differ by are the least
 * @param poll how often the barrier is looked at
 */
public record Terms(int shards, int quorum, Duration barrierTimeout, Duration lead, Duration poll) {
  /**
   * Two clocks that differ by more make a run worthless. A table's {@code Date} header has whole
   * seconds, so less cannot be told from it; what it cannot tell is for the clocks' own records.
   */
  static final Duration CLOCK_LIMIT = Duration.ofSeconds(2);

  /** A start that is nearer cannot be kept. */
  static final Duration NOTICE = Duration.ofMillis(200);

  /** So long a table may be out of reach, or throttle. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LEAD = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(250);

  /** Refuses a quorum that no run can have. */
  public Terms {
    if (shards < 1 || quorum < 1 || quorum > shards) {
      throw new IllegalArgumentException("quorum " + quorum + " of " + shards);
    }
  }

  /** The usual times; {@code settle} is how long connections must be open before the start. */
  public static Terms of(int shards, int quorum, Duration barrierTimeout, Duration settle) {
    return new Terms(shards, quorum, barrierTimeout, LEAD.plus(settle), POLL);
  }
}
