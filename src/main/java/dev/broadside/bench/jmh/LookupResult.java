package dev.broadside.bench.jmh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.broadside.aws.Pages;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/**
 * What a row has shown: the time, and what one lookup took on average.
 *
 * @param millis of one lookup
 */
@JsonIgnoreProperties(ignoreUnknown = true) // What is computed is written too.
public record LookupResult(
    LookupRow row, Timing millis, double requests, double pages, double items, double readUnits) {

  static LookupResult of(LookupRow row, RunResult result) {
    Counted counted = Counted.of(result);
    double lookups = counted.sum("lookups");
    return new LookupResult(
        row,
        Timing.of(result),
        counted.sum("requests") / lookups,
        counted.sum("pages") / lookups,
        counted.sum("items") / lookups,
        counted.sum("readUnits") / lookups);
  }

  /**
   * Whether it took what the rules say, in DynamoDB Local's version of them; true of a parallel
   * scan, of which they say nothing without its segments.
   */
  @JsonProperty
  public boolean asPredicted() {
    Pages rules = byDynamoDbLocal();
    return rules == null
        || (requests == rules.pages()
            && pages == rules.pages()
            && items == row.table().room()
            && readUnits == rules.units());
  }

  /** What the rules say; null where they say nothing without the segments. */
  @JsonProperty
  public @Nullable Pages byDynamoDbLocal() {
    return row.byDynamoDbLocal();
  }

  /** What AWS's rules say, likewise. */
  @JsonProperty
  public @Nullable Pages byAws() {
    return row.byAws();
  }
}
