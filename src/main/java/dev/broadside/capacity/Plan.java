package dev.broadside.capacity;

/**
 * How a search goes about it; together with the points it determines the search.
 *
 * @param least the load that is measured first, below which nothing is looked for
 * @param start where the ramp begins
 * @param most the largest load to be measured
 * @param quantum what loads are multiples of, since there is no half a connection; 0 for none
 */
public record Plan(Goal goal, double least, double start, double most, double quantum) {
  /** Each step of the ramp doubles the load. */
  static final double FACTOR = 2;

  /** The bracket that a search goes for: its ends 5% apart. */
  static final double WIDTH = 1.05;

  /** A measurement counts twice at most beyond the first: 1, 2 and 4 times the broadcasts. */
  static final int LOOKS = 3;

  /** A load that is refused so often ends the search. */
  static final int REFUSALS = 3;

  /** After so many points one that held is measured again. */
  static final int DRIFT_EVERY = 8;

  /** One that held so far below the knee holds again, or something changed. */
  static final double SAFE = 1.5;

  /** How often ends may turn out to be wrong before the target is called unsteady. */
  static final int CONTRADICTIONS = 3;

  /** No search needs so many points; it is where a target that never settles ends. */
  static final int MOST_POINTS = 200;

  /** Refuses a range that is none. */
  public Plan {
    if (!(least > 0) || start < least || most < start || quantum < 0) {
      throw new IllegalArgumentException(
          "a search goes from a least load up: 0 < %s <= %s <= %s".formatted(least, start, most));
    }
  }

  /** The nearest load that can be measured. */
  double rounded(double load) {
    if (quantum == 0) {
      // Four digits are finer than any bracket, and can be read.
      double digit = Math.pow(10, Math.floor(Math.log10(load)) - 3);
      return Math.rint(load / digit) * digit;
    }
    return Math.max(quantum, Math.rint(load / quantum) * quantum);
  }

  /** Whether a load between the two is worth measuring. */
  boolean isGap(double low, double high) {
    return high / low > WIDTH && middle(low, high) > low && middle(low, high) < high;
  }

  /** The load between them, at the same ratio to both. */
  double middle(double low, double high) {
    return rounded(Math.sqrt(low * high));
  }
}
