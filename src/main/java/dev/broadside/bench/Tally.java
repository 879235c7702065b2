package dev.broadside.bench;

/**
 * Counts the texts of one broadcast after the other. It is told only how many came, not where, so
 * one connection's second text could stand for another's first; but then that one comes among the
 * texts of the next broadcast, whose stamp is another, and both are refused.
 */
final class Tally {
  /** What a text was. */
  enum Text {
    ONE_OF_MANY,
    LAST,
    NO_BROADCAST,
    OF_ANOTHER
  }

  private static final long NONE = -1;

  private long stamp = NONE;
  private int texts;

  /** Adds a text with this stamp, or -1; a broadcast is over with {@code connections} texts. */
  Text add(long stamp, int connections) {
    if (stamp == NONE) {
      return Text.NO_BROADCAST;
    }
    if (texts > 0 && stamp != this.stamp) {
      return Text.OF_ANOTHER;
    }
    this.stamp = stamp;
    texts = (texts + 1) % connections;
    return texts == 0 ? Text.LAST : Text.ONE_OF_MANY;
  }
}
