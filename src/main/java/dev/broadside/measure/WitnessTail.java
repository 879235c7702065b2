package dev.broadside.measure;

/**
 * The check of a run that the witness makes of the upper end: whether the injector's slow
 * deliveries are slow at the witness too. An injector that stamps one delivery in five late,
 * because its event loops have a turn of something else now and then, has a true median.
 *
 * <p>Each connection has one number again, its 90th percentile, and {@link WitnessBand} compares
 * these as it compares medians: a sound run fails in at most one of 1,000 cases, whatever the
 * distribution, since its derivation asks nothing of the numbers but that a witness's is one like
 * any other. With few broadcasts the connections' numbers lie far apart, and so do the band's ends.
 * Of fewer than {@link #FEWEST} latencies the 90th percentile is nearly the largest, which one
 * moment in one of the two processes decides: then it is not asked. For the same reason the margin
 * is what the injector may be late by before the other checks cry out, 10 ms at most.
 */
public final class WitnessTail {
  static final double SHARE = 0.9;
  static final int FEWEST = 20;

  private static final double MOST_MARGIN_NANOS = 10e6;
  private static final String NAME = "witness's p90 latency";

  private WitnessTail() {}

  /**
   * Makes it.
   *
   * @param own the injector's 90th percentiles
   * @param witness the witness's
   * @param clockNanos how much the two processes' clocks may differ
   * @param delayLimitNanos see {@link Validity#delayLimitNanos}
   */
  public static RunSummary.Check of(
      double[] own, double[] witness, long clockNanos, long delayLimitNanos) {
    if (own.length == 0 || witness.length == 0) {
      return new RunSummary.Check(
          NAME, "not asked", "asked where connections have " + FEWEST + " latencies or more", true);
    }
    double margin = Math.clamp(delayLimitNanos, WitnessBand.MARGIN_NANOS, MOST_MARGIN_NANOS);
    WitnessBand band = WitnessBand.of(own, witness, clockNanos, margin);
    return new RunSummary.Check(
        NAME,
        "%s over %d connections".formatted(WitnessCheck.millis(band.medianNanos()), witness.length),
        WitnessCheck.limit(band, own.length),
        band.holds());
  }
}
