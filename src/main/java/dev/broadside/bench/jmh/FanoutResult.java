package dev.broadside.bench.jmh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.broadside.bench.stub.StubCounts;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.RunResult;

/**
 * What a row has shown.
 *
 * @param millis of one broadcast, to its last answer, and the bytes that it allocates
 * @param delayMillis that the stub really took for a post, on average
 * @param lawMillis rounds times that: no fanout with so many in flight is faster
 * @param ownMicros what a post takes above the law
 * @param cpuMicros processor time of the function's process for a post
 * @param counted by the stub, over all broadcasts of all forks
 * @param broadcasts how many there were
 */
@JsonIgnoreProperties(ignoreUnknown = true) // What is computed is written too.
public record FanoutResult(
    FanoutRow row,
    Timing millis,
    double delayMillis,
    double lawMillis,
    Interval ownMicros,
    Interval cpuMicros,
    StubCounts counted,
    long broadcasts) {
  private static final double MICROS = 1e3;
  private static final double NANOS = 1e6;
  private static final double PARALLEL_SHARE = 0.15;
  private static final double SERIAL_SHARE = 0.05;

  static FanoutResult of(FanoutRow row, RunResult result) {
    Counted counted = Counted.of(result);
    Timing millis = Timing.of(result);
    List<Double> delays = counted.ratios("delayMillis", "attempts");
    List<Double> own =
        IntStream.range(0, delays.size())
            .mapToObj(
                fork ->
                    (millis.forks().get(fork) - row.rounds() * delays.get(fork))
                        * MICROS
                        / row.attempts())
            .toList();
    double delay = counted.sum("delayMillis") / counted.sum("attempts");
    return new FanoutResult(
        row,
        millis,
        delay,
        row.rounds() * delay,
        Interval.of(own),
        Interval.of(counted.ratios("cpuMicros", "attempts")),
        counts(counted),
        (long) counted.sum("broadcasts"));
  }

  private static StubCounts counts(Counted counted) {
    return new StubCounts(
        (long) counted.sum("attempts"),
        (long) counted.sum("posts"),
        (long) counted.sum("gone"),
        (long) counted.sum("throttled"),
        (long) counted.sum("bytes"),
        Math.round(counted.sum("delayMillis") * NANOS));
  }

  /** How far the time is above the law, as a share of it; without a delay there is no law. */
  public double aboveLaw() {
    return lawMillis < 1 ? Double.NaN : millis.mean() / lawMillis - 1;
  }

  /**
   * How far it may be above it: 15%, and 5% where one post follows another. Only a constant delay
   * makes rounds; where it varies the law says what all posts together need, not the last.
   */
  public double allowedAboveLaw() {
    return row.fanout().equals(FanoutRow.SERIAL) ? SERIAL_SHARE : PARALLEL_SHARE;
  }

  /** Bytes that the function's process allocates for a post. */
  public double allocatedPerPost() {
    return millis.bytes() / row.attempts();
  }

  /** Whether the stub got what it must: each receiver's post, and the throttled ones' twice. */
  @JsonProperty
  public boolean asPredicted() {
    return counted.attempts() == broadcasts * row.attempts()
        && counted.gone() == broadcasts * row.gone()
        && counted.throttled() == broadcasts * row.throttled()
        && counted.posts() == broadcasts * (row.receivers() - row.gone());
  }
}
