package dev.broadside.gate;

/** The second stage: a suspect on fresh forks, with none of the screen's data. */
enum Confirmation {
  /** Not seen enough: until its next look. */
  MORE,
  /** The lower limit lies above delta. */
  REGRESSED,
  /** The upper limit lies below what clears a suspect. */
  PASS,
  /** The last look is over, and neither holds. */
  INCONCLUSIVE;

  /**
   * The state after {@code pairs}: what the first look that decided said.
   *
   * @param suspects how many the suite has by now. A pure function of that number: when a later
   *     suspect lowers everybody's share, a verdict that no longer holds asks for more pairs.
   */
  static Confirmation of(Pairs pairs, Rules rules, int suspects) {
    for (int look : rules.confirmLooks()) {
      if (look > pairs.count()) {
        return MORE;
      }
      double mean = pairs.mean(look);
      if (mean - pairs.reach(look, rules.alarmLevel(suspects)) > rules.logDelta()) {
        return REGRESSED;
      }
      if (mean + pairs.reach(look, rules.clearLevel()) < rules.logCleared()) {
        return PASS;
      }
    }
    return INCONCLUSIVE;
  }
}
