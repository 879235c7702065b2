package dev.broadside.scale.merge;

import dev.broadside.measure.RunSummary;
import dev.broadside.measure.ShardsView;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A run of several injectors as one.
 *
 * @param summary for {@code summary.json}
 * @param shards for {@code shards.json}
 * @param delivery all deliveries
 * @param completions each broadcast that everybody has, in the order of their ends
 */
public record Merged(
    RunSummary summary, ShardsView shards, Histogram delivery, List<Completion> completions) {

  /** When the last of all receivers had a broadcast, and how long that took. */
  public record Completion(long atMicros, long lastNanos) {}
}
