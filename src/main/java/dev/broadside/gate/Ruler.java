package dev.broadside.gate;

/**
 * Base against base, measured in between: what the machine alone makes of equal code. Only when its
 * whole interval lies beyond half of delta, on either side, is the machine no ruler.
 */
record Ruler(int pairs, double mean, double reach, boolean holds) {
  private static final double LEVEL = 0.995;

  /** The ruler of {@code pairs}; fewer than two say nothing, and break nothing. */
  static Ruler of(Pairs pairs, Rules rules) {
    if (pairs.count() < 2) {
      return new Ruler(pairs.count(), 0, Double.POSITIVE_INFINITY, true);
    }
    double mean = pairs.mean(pairs.count());
    double reach = pairs.reach(pairs.count(), LEVEL);
    return new Ruler(
        pairs.count(), mean, reach, Math.abs(mean) - reach <= Math.log1p(rules.delta() / 2));
  }
}
