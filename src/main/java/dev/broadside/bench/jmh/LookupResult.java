package dev.broadside.bench.jmh;

import dev.broadside.aws.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a row has shown: the time, and what one lookup took on average.
 *
 * @param millis of one lookup
 */
public record LookupResult(
    LookupRow row, Timing millis, double requests, double pages, double items, double readUnits) {

  static LookupResult of(LookupRow row, RunResult result) {
    double lookups = count(result, "lookups");
    return new LookupResult(
        row,
        Timing.of(result),
        count(result, "requests") / lookups,
        count(result, "pages") / lookups,
        count(result, "items") / lookups,
        count(result, "readUnits") / lookups);
  }

  /** Over all forks and iterations: of events, JMH keeps the sum. */
  private static double count(RunResult result, String counter) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> iteration.getSecondaryResults().get(counter))
        .mapToDouble(Result::getScore)
        .sum();
  }

  /**
   * Whether it took what the rules say, in DynamoDB Local's version of them; true of a parallel
   * scan, of which they say nothing without its segments.
   */
  public boolean asPredicted() {
    Pages rules = row.byDynamoDbLocal();
    return rules == null
        || (requests == rules.pages()
            && pages == rules.pages()
            && items == row.table().room()
            && readUnits == rules.units());
  }

  /** For {@code lookup.json}; durations in milliseconds, unknown is null. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    TableShape table = row.table();
    members.put("lookup", row.lookup());
    members.put("connections", table.connections());
    members.put("room", table.room());
    members.put("itemBytes", table.itemBytes());
    members.put("projection", table.projection().name());
    members.put("millis", List.of(millis.low(), millis.mean(), millis.high()));
    members.put("forkMillis", millis.forks());
    members.put("allocatedBytes", millis.bytes());
    members.put("requests", requests);
    members.put("pages", pages);
    members.put("items", items);
    members.put("readUnits", readUnits);
    members.put("byDynamoDbLocal", row.byDynamoDbLocal());
    members.put("byAws", row.byAws());
    members.put("asPredicted", asPredicted());
    return members;
  }
}
