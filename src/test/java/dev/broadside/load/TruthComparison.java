package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of a summary beside the truth: which are further off than the larger of 1% and 1 ms.
 */
final class TruthComparison {
  private final JsonNode summary;
  private final Truth truth;
  private final List<String> misses = new ArrayList<>();

  private TruthComparison(JsonNode summary, Truth truth) {
    this.summary = summary;
    this.truth = truth;
  }

  /** Of the deliveries and the last receivers. */
  static List<String> misses(JsonNode summary, Truth truth) {
    TruthComparison comparison = new TruthComparison(summary, truth);
    comparison.compare("deliveryMillis.p50", truth.deliveryMillis(50));
    comparison.compare("deliveryMillis.p99", truth.deliveryMillis(99));
    comparison.compare("deliveryMillis.p999", truth.deliveryMillis(99.9));
    comparison.compareReached("lastMillis", 100, Map.of("p50", 50.0, "p99", 99.0, "p999", 99.9));
    return comparison.misses;
  }

  /** Of the first, 90%, 99% and last receivers; without losses there is a number for each. */
  static List<String> missesOfBroadcasts(JsonNode summary, Truth truth) {
    TruthComparison comparison = new TruthComparison(summary, truth);
    Map<String, Double> percentiles = Map.of("p50", 50.0, "p90", 90.0, "p99", 99.0, "p999", 99.9);
    Map.of("firstMillis", 0.0, "p90Millis", 90.0, "p99Millis", 99.0, "lastMillis", 100.0)
        .forEach((name, share) -> comparison.compareReached(name, share, percentiles));
    return comparison.misses;
  }

  private void compareReached(String name, double share, Map<String, Double> percentiles) {
    percentiles.forEach(
        (statistic, percentile) ->
            compare(name + "." + statistic, truth.reachedMillis(share, percentile)));
  }

  private void compare(String path, @Nullable Double expected) {
    JsonNode found = summary.at("/latency/" + path.replace('.', '/'));
    boolean close =
        expected == null
            ? found.isNull()
            : found.isNumber()
                && Math.abs(found.asDouble() - expected) <= Math.max(expected / 100, 1);
    if (!close) {
      misses.add(String.format(Locale.ROOT, "%s is %s, truth %.3f", path, found, expected));
    }
  }
}
