package dev.broadside.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate found, schema {@code broadside/gate/1}: field names are the file's, and an unknown
 * number is {@code null}. A ratio is the head's time over the base's, so that above 1 is slower,
 * also for throughput.
 *
 * @param paired whether the sides were measured in turn on one machine; results that existed were
 *     not, and prove less
 * @param droppedPairs pairs that were begun and not ended, or had a fork that is INVALID
 * @param mixed what differs beside the code, with {@code --allow-mixed}
 * @param added benchmarks that only the head has
 */
public record GateReport(
    String schema,
    Verdict verdict,
    List<String> reasons,
    boolean paired,
    boolean interrupted,
    String base,
    String head,
    long seed,
    double delta,
    double tolerance,
    @Nullable RulerRow ruler,
    int droppedPairs,
    List<String> mixed,
    List<CounterRow> counters,
    List<Row> benchmarks,
    List<String> added) {

  /** The schema that this version writes. */
  public static final String SCHEMA = "broadside/gate/1";

  /** Base against base; it holds unless its whole interval is beyond half of delta. */
  public record RulerRow(
      int pairs,
      @Nullable Double ratio,
      @Nullable Double lower,
      @Nullable Double upper,
      boolean holds) {}

  /**
   * A counter.
   *
   * @param epsilon by how much it may grow, in words
   * @param waived why its verdict does not count
   */
  public record CounterRow(
      String benchmark,
      String counter,
      double base,
      double head,
      String epsilon,
      Verdict verdict,
      @Nullable String waived) {}

  /**
   * A benchmark.
   *
   * @param base the median fork
   * @param lower the limit that had to lie above delta for REGRESSED
   * @param upper the limit that had to lie below the tolerance for PASS
   * @param basis the data that ratio and limits are of: screen, confirmation, forks
   * @param baseForks of both stages
   * @param detectable the smallest slowdown that would be found four times in five
   * @param note what would decide it, when it is inconclusive
   */
  public record Row(
      String benchmark,
      String mode,
      String unit,
      double base,
      double head,
      @Nullable Double ratio,
      @Nullable Double lower,
      @Nullable Double upper,
      String basis,
      int baseForks,
      int headForks,
      @Nullable Double detectable,
      Verdict verdict,
      @Nullable String note,
      @Nullable String waived) {}
}
