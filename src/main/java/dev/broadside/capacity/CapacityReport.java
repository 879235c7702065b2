package dev.broadside.capacity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code capacity.json}, schema {@code broadside/capacity/1}: all that a search found. Field names
 * are the file's; an unknown number is {@code null}.
 *
 * @param find what was varied
 * @param unit what a load is a number of
 * @param law {@code null} where the points make none
 */
@JsonIgnoreProperties("bracket") // The first folders have it; answer.kind says the same.
public record CapacityReport(
    String schema,
    boolean interrupted,
    About about,
    String find,
    String unit,
    Answer answer,
    List<Point> points,
    @Nullable Law law,
    List<QuotaCeiling> quotas,
    Map<String, @Nullable Object> environment) {

  /** The schema that this version writes. */
  public static final String SCHEMA = "broadside/capacity/1";

  /**
   * What was searched. Times are ISO 8601 in UTC.
   *
   * @param goal the SLO as a sentence
   * @param limitMillis the smallest time in it
   * @param budget as it was asked for
   */
  public record About(
      String scenario,
      String question,
      String target,
      @Nullable String design,
      @Nullable String profile,
      long seed,
      String goal,
      double limitMillis,
      String budget,
      String startedAt,
      String finishedAt,
      @Nullable String commit) {}

  /**
   * The finding.
   *
   * @param kind {@code bracket}, {@code never}, {@code always}, {@code unfinished} or {@code
   *     drifted}
   * @param holds the largest load that held, {@code null} when none did
   * @param breaks the smallest that broke, {@code null} when none did
   * @param cause what binds: a cause of the stage, or what ended the search instead
   */
  public record Answer(
      String kind,
      @Nullable Double holds,
      @Nullable Double breaks,
      String cause,
      String sentence,
      List<String> reasons) {}

  /** A coefficient with its 95% interval; {@code null} where that has no end. */
  public record Estimate(double value, @Nullable Double low, @Nullable Double high) {}

  /**
   * The Universal Scalability Law through the points.
   *
   * @param of what scales with what
   * @param lambda what one alone would do a second
   * @param alpha contention
   * @param beta coherency
   * @param peak the load of the largest throughput, {@code null} when its interval is not narrower
   *     than 25% to either side
   * @param above loads that did more than the law allows
   * @param curve the time to the last receiver by the law
   * @param sentences what it means
   */
  public record Law(
      String of,
      int points,
      Estimate lambda,
      Estimate alpha,
      Estimate beta,
      @Nullable Estimate peak,
      List<Double> above,
      List<OnCurve> curve,
      List<String> sentences) {}

  /** A point of the law's curve. */
  public record OnCurve(double load, double millis) {}

  /** Whether a capacity was found. */
  public boolean isBracket() {
    return answer.kind().equals("bracket");
  }

  /** The quantity that was varied. */
  Quantity quantity() {
    return Quantity.valueOf(find.toUpperCase(Locale.ROOT));
  }
}
