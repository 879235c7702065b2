package dev.broadside.cloud;

import dev.broadside.measure.CloudView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/**
 * The sums over the handlers' outcome lines, which Logs Insights adds up where they are.
 *
 * @param pause waits between two looks at a query that is under way
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html">StartQuery</a>
 */
record OutcomeLines(CloudWatchLogsClient client, Pause pause) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int LOOKS = 120;

  /** Fields of what {@code handlers.Outcome} writes, in the order of {@link CloudView.Outcomes}. */
  private static final List<String> SUMMED =
      List.of(
          "connections",
          "posted",
          "gone",
          "failed",
          "notTried",
          "attempts",
          "retried",
          "throttled");

  /** Waits. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * Sums over lines written from then on. Which fields Logs Insights finds by itself depends on how
   * the runtime dresses a line, so each is taken out of the text.
   */
  private static String query(Instant from) {
    StringBuilder query = new StringBuilder("filter @message like /\"event\":\\s*\"broadcast\"/");
    query.append(" and toMillis(@timestamp) >= ").append(from.toEpochMilli());
    for (String name : SUMMED) {
      query.append(" | parse @message /\"%1$s\":\\s*(?<x%1$s>\\d+)/".formatted(name));
    }
    query.append(" | stats count(*) as broadcasts");
    for (String name : SUMMED) {
      query.append(", sum(x%1$s) as total%1$s".formatted(name));
    }
    return query.toString();
  }

  /** Asks; the service takes whole seconds and the query the rest. */
  CloudView.Outcomes ask(List<String> groups, Instant from, Instant until)
      throws CloudException, InterruptedException {
    String id =
        client
            .startQuery(
                q ->
                    q.logGroupNames(groups)
                        .startTime(from.getEpochSecond())
                        .endTime(until.getEpochSecond() + 1)
                        .queryString(query(from)))
            .queryId();
    for (int look = 0; look < LOOKS; look++) {
      GetQueryResultsResponse answer = client.getQueryResults(r -> r.queryId(id));
      switch (answer.status()) {
        case COMPLETE -> {
          return outcomes(answer.results());
        }
        case SCHEDULED, RUNNING -> pause.of(BETWEEN_LOOKS);
        case FAILED, CANCELLED, TIMEOUT, UNKNOWN, UNKNOWN_TO_SDK_VERSION ->
            throw new CloudException(
                "Logs Insights ended the query as "
                    + answer.statusAsString()
                    + ": ask again with ./broadside report DIR --cloudwatch");
      }
    }
    throw new CloudException(
        "Logs Insights is still at it: ask again with ./broadside report DIR --cloudwatch");
  }

  /** Without a line there is no row, and then nothing was counted. */
  private static CloudView.Outcomes outcomes(List<List<ResultField>> rows) throws CloudException {
    Map<String, Long> sums = new HashMap<>();
    if (!rows.isEmpty()) {
      for (ResultField field : rows.getFirst()) {
        sums.put(field.field(), number(field));
      }
    }
    if (sums.getOrDefault("broadcasts", 0L) == 0) {
      throw new CloudException(
          "the named log groups hold no outcome lines of these minutes: check the names, and that"
              + " the functions log at INFO");
    }
    List<Long> totals = SUMMED.stream().map(name -> sums.getOrDefault("total" + name, 0L)).toList();
    return new CloudView.Outcomes(
        sums.getOrDefault("broadcasts", 0L),
        totals.get(0),
        totals.get(1),
        totals.get(2),
        totals.get(3),
        totals.get(4),
        totals.get(5),
        totals.get(6),
        totals.get(7));
  }

  /** Sums come as text, with a fraction or without. */
  private static long number(ResultField field) throws CloudException {
    try {
      return Math.round(Double.parseDouble(field.value()));
    } catch (NumberFormatException e) {
      throw new CloudException(
          "Logs Insights gave '%s' for %s, which is no number: look at the lines yourself"
              .formatted(field.value(), field.field()),
          e);
    }
  }
}
