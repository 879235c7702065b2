package dev.broadside.gate;

/**
 * The first stage: few pairs of every benchmark, to set apart those that need more. It accuses
 * nobody; a suspect's verdict comes from fresh forks, so that choosing by the largest mean biases
 * nothing.
 */
enum Screen {
  /** Not seen enough: until its next look. */
  MORE,
  /** The mean exceeds delta. */
  SUSPECT,
  /** The upper limit lies below the tolerance. */
  PASS,
  /** The last look is over, and neither holds. */
  UNDECIDED;

  /** The state after {@code pairs}: what the first look that decided said. */
  static Screen of(Pairs pairs, Rules rules) {
    for (int look : rules.screenLooks()) {
      if (look > pairs.count()) {
        return MORE;
      }
      double mean = pairs.mean(look);
      if (mean > rules.logDelta()) {
        return SUSPECT;
      }
      if (mean + pairs.reach(look, rules.screenLevel()) < rules.logTolerance()) {
        return PASS;
      }
    }
    return UNDECIDED;
  }

  /**
   * Whether the head is faster by more than delta: the mirrored limit, on the screen's pairs. There
   * is no second stage, so all benchmarks share the level.
   */
  static boolean improved(Pairs pairs, Rules rules, int benchmarks) {
    for (int look : rules.screenLooks()) {
      if (look > pairs.count()) {
        return false;
      }
      double upper = pairs.mean(look) + pairs.reach(look, rules.improvedLevel(benchmarks));
      if (upper < -rules.logDelta()) {
        return true;
      }
    }
    return false;
  }
}
