package dev.broadside.measure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code cloudwatch.json}, schema {@code broadside/cloudwatch/1}: what CloudWatch says of the
 * minutes of a run. A number that CloudWatch did not give is {@code null}, never 0.
 *
 * @param askedAt when, ISO 8601 in UTC
 * @param settled whether the run was over long enough for all of it to have arrived there
 * @param outcomes {@code null} when no log groups were named or they could not be asked
 * @param notes what could not be asked and why, a sentence each
 */
public record CloudView(
    String schema,
    String askedAt,
    boolean settled,
    Source source,
    List<Series> metrics,
    @Nullable Outcomes outcomes,
    List<String> notes) {

  /** The schema that this version writes. */
  public static final String SCHEMA = "broadside/cloudwatch/1";

  /** The name of the file. */
  public static final String FILE = "cloudwatch.json";

  /**
   * This answer, with what an earlier one about the same has and this one lacks: permissions for
   * metrics and for logs come and go apart.
   */
  public CloudView orElse(CloudView earlier) {
    boolean lacksMetrics = metrics.isEmpty() && !earlier.metrics.isEmpty();
    boolean lacksOutcomes = outcomes == null && earlier.outcomes != null;
    if (!source.equals(earlier.source) || !(lacksMetrics || lacksOutcomes)) {
      return this;
    }
    return new CloudView(
        schema,
        askedAt,
        settled && earlier.settled,
        source,
        lacksMetrics ? earlier.metrics : metrics,
        lacksOutcomes ? earlier.outcomes : outcomes,
        notes);
  }

  /** The same with one more note. */
  public CloudView with(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new CloudView(schema, askedAt, settled, source, metrics, outcomes, all);
  }

  /**
   * What was asked about.
   *
   * @param tables names, of an index {@code TABLE/INDEX}
   * @param logs log groups that hold the handlers' outcome lines
   */
  public record Source(
      String region,
      String api,
      String stage,
      List<String> functions,
      List<String> tables,
      List<String> logs) {}

  /**
   * One statistic of one metric, minute by minute.
   *
   * @param of the API, function or table
   * @param unit as CloudWatch has it, {@code Count} or {@code Milliseconds}
   * @param value of a Sum all minutes together, of everything else the worst minute
   */
  public record Series(
      String of,
      String metric,
      String statistic,
      String unit,
      @Nullable Double value,
      List<Minute> minutes) {}

  /** A minute's value; it begins at {@code at}. */
  public record Minute(String at, double value) {}

  /** The sums over the handlers' outcome lines of the measured window. */
  public record Outcomes(
      long broadcasts,
      long connections,
      long posted,
      long gone,
      long failed,
      long notTried,
      long attempts,
      long retried,
      long throttled) {

    /** The same as the handler's part of {@code summary.json}, which knows nothing of lookups. */
    public RunSummary.Handler handler() {
      return new RunSummary.Handler(
          attempts - retried,
          attempts,
          gone,
          throttled,
          failed,
          new RunSummary.Lookups(null, null, null, null));
    }
  }
}
