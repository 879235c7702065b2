package dev.broadside.measure;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a measurement can be trusted. Pure functions of what was observed; each check prints its
 * value and its limit, also when it passes.
 */
public final class Validity {
  private static final long DEFAULT_LIMIT_NANOS = Duration.ofMillis(10).toNanos();
  private static final double PAUSE_SHARE = 0.01;
  private static final double BUSY = 0.8;
  private static final double BUSY_SECONDS = 0.1;

  private Validity() {}

  /**
   * What the checks look at.
   *
   * @param publishDelayP99Nanos {@code Long.MAX_VALUE} when nothing was published
   * @param cpuShares used share of the processors for each whole second
   * @param openAtStart connections open when publishing began
   * @param publishersAtStart publishers that were open then
   * @param connectFailures why connections failed; empty when none did
   * @param loopLagP99Nanos how late the worst event loop got to what was due, in 99% of the time
   */
  public record Observed(
      long publishDelayP99Nanos,
      long pausedNanos,
      long longestPauseNanos,
      long windowNanos,
      List<Double> cpuShares,
      long negativeLatencies,
      boolean balanced,
      long openAtStart,
      long publishersAtStart,
      String connectFailures,
      long loopLagP99Nanos) {}

  /**
   * The delay that an injector may add before the numbers are doubted: 10% of the SLO, or 10 ms.
   */
  public static long delayLimitNanos(Scenario scenario) {
    return scenario.slo().latency().stream()
        .map(Slo.Limit::limit)
        .min(Duration::compareTo)
        .map(limit -> limit.toNanos() / 10)
        .orElse(DEFAULT_LIMIT_NANOS);
  }

  /** All checks that need no witness. */
  public static List<RunSummary.Check> checks(Scenario scenario, Observed observed) {
    long limit = delayLimitNanos(scenario);
    List<RunSummary.Check> checks = new ArrayList<>();
    checks.add(atMost("publish delay p99", observed.publishDelayP99Nanos(), limit));
    checks.add(atMost("event loop lag p99", observed.loopLagP99Nanos(), limit));
    checks.add(pauses(observed, limit));
    checks.add(cpu(observed));
    checks.add(
        new RunSummary.Check(
            "latencies below zero",
            Long.toString(observed.negativeLatencies()),
            "0",
            observed.negativeLatencies() == 0));
    checks.add(
        new RunSummary.Check(
            "books balance", observed.balanced() ? "yes" : "no", "yes", observed.balanced()));
    checks.add(connections(observed, scenario.audience().connections()));
    int publishers = scenario.publish().publishers();
    checks.add(
        new RunSummary.Check(
            "publishers open when publishing began",
            Long.toString(observed.publishersAtStart()),
            "at least " + publishers,
            observed.publishersAtStart() >= publishers));
    return checks;
  }

  private static RunSummary.Check atMost(String name, long nanos, long limit) {
    return new RunSummary.Check(name, millis(nanos), "at most " + millis(limit), nanos <= limit);
  }

  private static RunSummary.Check connections(Observed observed, int asked) {
    String failures = observed.connectFailures();
    return new RunSummary.Check(
        "connections open when publishing began",
        observed.openAtStart() + (failures.isEmpty() ? "" : " (" + failures + ")"),
        "at least " + asked,
        observed.openAtStart() >= asked);
  }

  private static RunSummary.Check pauses(Observed observed, long limit) {
    double share = (double) observed.pausedNanos() / Math.max(1, observed.windowNanos());
    return new RunSummary.Check(
        "injector paused longer than " + millis(limit),
        String.format(
            Locale.ROOT,
            "%.1f%% of the time (longest pause %s)",
            share * 100,
            millis(observed.longestPauseNanos())),
        "at most 1.0% of the time",
        share <= PAUSE_SHARE);
  }

  private static RunSummary.Check cpu(Observed observed) {
    long seconds = observed.cpuShares().size();
    long busy = observed.cpuShares().stream().filter(share -> share > BUSY).count();
    double peak = observed.cpuShares().stream().mapToDouble(share -> share).max().orElse(0);
    return new RunSummary.Check(
        "injector busier than 80%",
        String.format(Locale.ROOT, "%d of %d seconds (peak %.0f%%)", busy, seconds, peak * 100),
        "at most one second of ten",
        seconds > 0 && busy <= seconds * BUSY_SECONDS);
  }

  private static String millis(long nanos) {
    return nanos == Long.MAX_VALUE ? "unknown" : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
