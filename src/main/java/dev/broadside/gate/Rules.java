package dev.broadside.gate;

import java.util.List;

/**
 * What the judgement is asked to find, to let pass, and how surely.
 *
 * @param delta the slowdown that does not matter yet: 0.03 is 3%
 * @param tolerance the slowdown that must not slip through the screen
 * @param cleared what a suspect's upper limit must lie below for PASS
 * @param screenLooks after how many pairs the screen looks, rising and even
 * @param confirmLooks after how many fresh pairs the confirmation looks, rising and even
 * @param alarm the probability of a false REGRESSED in the whole suite
 * @param miss the probability of a false PASS of one benchmark
 */
record Rules(
    double delta,
    double tolerance,
    double cleared,
    List<Integer> screenLooks,
    List<Integer> confirmLooks,
    double alarm,
    double miss) {

  static final double STANDARD_DELTA = 0.03;
  static final double STANDARD_TOLERANCE = 0.10;
  private static final double STANDARD_CLEARED = 0.05;

  /** The looks and levels of the design, for 3% and 10%. */
  static final Rules STANDARD = of(STANDARD_DELTA, STANDARD_TOLERANCE);

  /**
   * The looks and levels of the design. A suspect is cleared below 5%, or two sevenths of the way
   * from delta to tolerance when these are others.
   */
  static Rules of(double delta, double tolerance) {
    double share = (STANDARD_CLEARED - STANDARD_DELTA) / (STANDARD_TOLERANCE - STANDARD_DELTA);
    return new Rules(
        delta,
        tolerance,
        delta + share * (tolerance - delta),
        List.of(6, 8, 10, 12, 14, 16),
        List.of(12, 24, 40),
        0.05,
        0.01);
  }

  Rules {
    if (!(delta > 0 && delta < cleared && cleared < tolerance)) {
      throw new IllegalArgumentException("delta must be above 0 and below the tolerance");
    }
  }

  double logDelta() {
    return Math.log1p(delta);
  }

  double logTolerance() {
    return Math.log1p(tolerance);
  }

  double logCleared() {
    return Math.log1p(cleared);
  }

  /** Bonferroni: the looks of the screen share the probability of a false PASS. */
  double screenLevel() {
    return 1 - miss / screenLooks.size();
  }

  /** Bonferroni: so do the looks of the confirmation. */
  double clearLevel() {
    return 1 - miss / confirmLooks.size();
  }

  /** Bonferroni: suspects and looks share the probability of a false REGRESSED. */
  double alarmLevel(int suspects) {
    return 1 - alarm / ((double) suspects * confirmLooks.size());
  }

  /** Bonferroni: all benchmarks and looks share the probability of a false IMPROVED. */
  double improvedLevel(int benchmarks) {
    return 1 - alarm / ((double) benchmarks * screenLooks.size());
  }
}
