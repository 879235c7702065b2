package dev.broadside.measure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The check of a run that the witness makes: whether another process, on another library, found the
 * latencies that the injector found. Where it cannot be made the run is INVALID, as any is whose
 * measurement cannot be trusted; the sentence then says why.
 */
public final class WitnessCheck {
  private static final String NAME = "witness's median latency";

  private WitnessCheck() {}

  /**
   * What there is to compare.
   *
   * @param missing why the witness cannot be asked, or {@code null}
   * @param clockNanos how much its clock may differ
   */
  public record Observed(
      double[] ownNanos, double[] witnessNanos, @Nullable String missing, long clockNanos) {}

  /** Makes it. */
  public static RunSummary.Check of(Observed observed) {
    int own = observed.ownNanos().length;
    int witnesses = observed.witnessNanos().length;
    if (observed.missing() != null) {
      return check("unknown: " + observed.missing(), "the injector's", false);
    }
    if (own == 0 || witnesses == 0) {
      // Where nothing came, both must say so.
      return check(
          "nothing arrived at %s".formatted(witnesses == 0 ? "the witness" : "the injector alone"),
          own == 0 ? "nothing" : "the injector's",
          own == witnesses);
    }
    WitnessBand band =
        WitnessBand.of(observed.ownNanos(), observed.witnessNanos(), observed.clockNanos());
    return check(
        "%s over %d connections".formatted(millis(band.medianNanos()), witnesses),
        limit(band, own),
        band.holds());
  }

  private static RunSummary.Check check(String value, String limit, boolean ok) {
    return new RunSummary.Check(NAME, value, limit, ok);
  }

  static String limit(WitnessBand band, int own) {
    Double smallest = band.smallestErrorNanos();
    return smallest == null
        ? "no error of the injector could be seen by its " + own
        : "%s to %s by the injector's %d; an error of %s would be seen"
            .formatted(millis(band.fromNanos()), millis(band.toNanos()), own, millis(smallest));
  }

  static String millis(double nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
