package dev.broadside.bench.jmh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.broadside.aws.Pages;
import dev.broadside.aws.ReadUnits.Consistency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/**
 * What a row has shown: the time, and what one lookup took on average.
 *
 * @param millis of one lookup
 * @param segmentItems of a parallel scan, how many items each segment has
 */
@JsonIgnoreProperties(ignoreUnknown = true) // What is computed is written too.
public record LookupResult(
    LookupRow row,
    Timing millis,
    double requests,
    double pages,
    double items,
    double readUnits,
    @Nullable List<Long> segmentItems) {

  private static final double HALF_A_UNIT = 0.5;

  /** One of a lookup that has no segments, or whose segments nobody knows. */
  public LookupResult(
      LookupRow row, Timing millis, double requests, double pages, double items, double readUnits) {
    this(row, millis, requests, pages, items, readUnits, null);
  }

  static LookupResult of(LookupRow row, RunResult result, @Nullable List<Long> segmentItems) {
    Counted counted = Counted.of(result);
    double lookups = counted.sum("lookups");
    return new LookupResult(
        row,
        Timing.of(result),
        counted.sum("requests") / lookups,
        counted.sum("pages") / lookups,
        counted.sum("items") / lookups,
        counted.sum("readUnits") / lookups,
        segmentItems);
  }

  /**
   * Whether it took what the rules say, in DynamoDB Local's version of them; of a parallel scan to
   * half a unit a segment, and true where nobody knows its segments.
   */
  @JsonProperty
  public boolean asPredicted() {
    Pages rules = byDynamoDbLocal();
    return rules == null
        || (requests == rules.pages()
            && pages == rules.pages()
            && items == row.table().room()
            && Math.abs(readUnits - rules.units()) <= tolerance());
  }

  private double tolerance() {
    return segmentItems == null ? 0 : HALF_A_UNIT * segmentItems.size();
  }

  /** What the rules say; null where they say nothing without the segments. */
  @JsonProperty
  public @Nullable Pages byDynamoDbLocal() {
    return segmentItems == null ? row.byDynamoDbLocal() : bySegments(segmentItems);
  }

  private Pages bySegments(List<Long> segments) {
    long bytes = row.table().itemBytes();
    return segments.stream()
        .map(items -> Pages.of(items, bytes, Consistency.EVENTUAL))
        .reduce(Pages::plus)
        .orElseThrow();
  }

  /** What AWS's rules say, likewise. */
  @JsonProperty
  public @Nullable Pages byAws() {
    return segmentItems == null ? row.byAws() : bySegments(segmentItems);
  }
}
