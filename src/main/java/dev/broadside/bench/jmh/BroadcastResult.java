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
 * @param millis of one broadcast, from the event to the last answer, and the bytes that it
 *     allocates
 * @param delayMillis that the stub really took for a post, on average
 * @param lawMillis rounds times that: what posting takes at least
 * @param restMillis what the broadcast takes beyond it
 * @param cpuMicros processor time of the function's process for a broadcast
 * @param read from DynamoDB, over all broadcasts of all forks
 * @param counted by the stub, likewise
 * @param broadcasts how many there were
 */
@JsonIgnoreProperties(ignoreUnknown = true) // What is computed is written too.
public record BroadcastResult(
    BroadcastRow row,
    Timing millis,
    double delayMillis,
    double lawMillis,
    Interval restMillis,
    Interval cpuMicros,
    StageCounts read,
    StubCounts counted,
    long broadcasts) {

  static BroadcastResult of(BroadcastRow row, RunResult result) {
    Counted counted = Counted.of(result);
    Timing millis = Timing.of(result);
    int rounds = row.posted().rounds();
    List<Double> delays = counted.ratios("delayMillis", "attempts");
    List<Double> rest =
        IntStream.range(0, delays.size())
            .mapToObj(fork -> millis.forks().get(fork) - rounds * delays.get(fork))
            .toList();
    double delay = counted.sum("delayMillis") / counted.sum("attempts");
    return new BroadcastResult(
        row,
        millis,
        delay,
        rounds * delay,
        Interval.of(rest),
        Interval.of(counted.ratios("cpuMicros", "broadcasts")),
        new StageCounts(
            (long) counted.sum("requests"),
            (long) counted.sum("pages"),
            (long) counted.sum("items"),
            counted.sum("readUnits")),
        new StubCounts(
            (long) counted.sum("attempts"),
            (long) counted.sum("posts"),
            0,
            0,
            (long) counted.sum("bytes"),
            Math.round(counted.sum("delayMillis") * 1e6)),
        (long) counted.sum("broadcasts"));
  }

  /** Whether each of the receivers got its post in each broadcast, and nobody another. */
  @JsonProperty
  public boolean asPredicted() {
    long expected = broadcasts * row.posted().receivers();
    return counted.attempts() == expected && counted.posts() == expected;
  }
}
