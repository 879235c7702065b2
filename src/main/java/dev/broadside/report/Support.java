package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a number of broadcasts supports: the highest percentile on which the sample's largest value
 * is an upper bound with 95% confidence.
 *
 * <p>All of n independent broadcasts lie below the true p-quantile with probability p^n. Only when
 * that is at most 1 - C does the largest one lie above it with confidence C, so n must be at least
 * ln(1 - C) / ln(p): 5 for p50, 29 for p90, 59 for p95, 299 for p99 and 2,995 for p99.9. The unit
 * is the broadcast, since the deliveries of one are correlated. Where broadcasts are published in
 * bursts, those of one wait for each other, so there the unit is the burst.
 *
 * @param independent how many broadcasts, or bursts of them, say something of their own
 */
record Support(long broadcasts, long independent, Optional<Level> highest) {
  private static final double CONFIDENCE = 0.95;

  /** What the injector calls the size of a burst among a run's parameters. */
  private static final String BURST = "burst";

  /** A percentile that reports print, the highest first. */
  enum Level {
    P999("p99.9", 0.999),
    P99("p99", 0.99),
    P95("p95", 0.95),
    P90("p90", 0.90),
    P50("p50", 0.50);

    private final String word;
    private final double share;

    Level(String word, double share) {
      this.word = word;
      this.share = share;
    }

    String word() {
      return word;
    }

    double share() {
      return share;
    }

    private long broadcastsNeeded() {
      return (long) Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(share));
    }
  }

  static Support of(long broadcasts, long burst) {
    long independent = Math.ceilDiv(broadcasts, burst);
    return new Support(
        broadcasts,
        independent,
        Arrays.stream(Level.values())
            .filter(level -> independent >= level.broadcastsNeeded())
            .findFirst());
  }

  /** Of the broadcasts whose books closed, complete or not. */
  static Support of(RunSummary summary) {
    RunSummary.Broadcasts broadcasts = summary.broadcasts();
    long burst =
        summary.run().parameters().get(BURST) instanceof Number size ? size.longValue() : 1;
    return of(broadcasts.complete() + broadcasts.incomplete(), Math.max(1, burst));
  }

  boolean includes(Level level) {
    return independent >= level.broadcastsNeeded();
  }

  /** {@code 60 broadcasts: p95 at 95%}. */
  String sentence() {
    String counted = counted(broadcasts, "broadcast");
    if (independent < broadcasts) {
      counted += " in " + counted(independent, "burst");
    }
    String told = counted;
    return highest
        .map(level -> told + ": " + level.word + " at 95%")
        .orElse(told + ": too few for any percentile at 95%");
  }

  private static String counted(long number, String what) {
    return Figures.count(number) + " " + what + (number == 1 ? "" : "s");
  }
}
