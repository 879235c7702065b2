package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.util.Optional;

/**
 * What a number of broadcasts supports: the highest percentile on which the sample's largest value
 * is an upper bound with 95% confidence.
 *
 * <p>All of n independent broadcasts lie below the true p-quantile with probability p^n. Only when
 * that is at most 1 - C does the largest one lie above it with confidence C, so n must be at least
 * ln(1 - C) / ln(p): 5 for p50, 29 for p90, 59 for p95, 299 for p99 and 2,995 for p99.9. The unit
 * is the broadcast, since the deliveries of one are correlated.
 */
record Support(long broadcasts, Optional<Level> highest) {
  private static final double CONFIDENCE = 0.95;

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

    double share() {
      return share;
    }

    private long broadcastsNeeded() {
      return (long) Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(share));
    }
  }

  static Support of(long broadcasts) {
    for (Level level : Level.values()) {
      if (broadcasts >= level.broadcastsNeeded()) {
        return new Support(broadcasts, Optional.of(level));
      }
    }
    return new Support(broadcasts, Optional.empty());
  }

  /** Of the broadcasts whose books closed, complete or not. */
  static Support of(RunSummary.Broadcasts broadcasts) {
    return of(broadcasts.complete() + broadcasts.incomplete());
  }

  boolean includes(Level level) {
    return broadcasts >= level.broadcastsNeeded();
  }

  /** {@code 60 broadcasts: p95 at 95%}. */
  String sentence() {
    String counted = Figures.count(broadcasts) + (broadcasts == 1 ? " broadcast" : " broadcasts");
    return highest
        .map(level -> counted + ": " + level.word + " at 95%")
        .orElse(counted + ": too few for any percentile at 95%");
  }
}
