package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With 1,000 connections the injector is no further from the truth than a bare Netty client.
 *
 * <p>The two take turns, each alone with a stub stage of its own, and each is compared with the
 * truth about its own deliveries. Side by side on one stub they would fight for the cores that the
 * stub leaves, and whom the kernel wakes first would look better; in turns both have the same
 * machine. What the machine does to one run only is why there are several, first one, then the
 * other first, and why the median counts.
 *
 * <p>The injector may be further off by 0.1%, since its histograms keep three digits and the bare
 * client every value; by nothing else.
 */
@Isolated("what runs beside it is in its numbers")
@Tag("proof")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class TruthProof {
  private static final InjectorProcess.Load LOAD =
      new InjectorProcess.Load(
          1_000, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(3));
  private static final double[] PERCENTILES = {50, 99, 99.9};
  private static final String[] NAMES = {"p50", "p99", "p999"};
  private static final int ROUNDS = 3;
  private static final double DIGITS = 0.001;

  @TempDir private static Path folder = Path.of("");

  /** What a client said and what was so, percentile by percentile, in milliseconds. */
  private record Reading(double[] said, double[] truth) {
    double error(int percentile) {
      return Math.abs(said[percentile] - truth[percentile]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONSTANT", "HEAVY_TAIL"})
  void theInjectorIsNoFurtherFromTheTruthThanABareClient(StubSchedule schedule) throws Exception {
    List<Reading> injector = new ArrayList<>();
    List<Reading> bare = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      StubPlan plan = new StubPlan(schedule, round, true, 0);
      for (int turn = 0; turn < 2; turn++) {
        Path place = folder.resolve(schedule + "-" + round + "-" + turn);
        if ((round + turn) % 2 == 0) {
          injector.add(injector(plan, place));
        } else {
          bare.add(bare(plan, place));
        }
      }
    }
    for (int percentile = 0; percentile < PERCENTILES.length; percentile++) {
      compare(schedule, percentile, injector, bare);
    }
  }

  private static void compare(
      StubSchedule schedule, int percentile, List<Reading> injector, List<Reading> bare) {
    double[] ours = errors(injector, percentile);
    double[] theirs = errors(bare, percentile);
    double truth = injector.stream().mapToDouble(each -> each.truth()[percentile]).max().orElse(0);
    double digits = truth * DIGITS;
    String line =
        String.format(
            Locale.ROOT,
            "%s %s: truth about %.3f ms; error of the injector %s, of the bare client %s; digits"
                + " %.3f ms",
            schedule,
            NAMES[percentile],
            truth,
            list(ours),
            list(theirs),
            digits);
    System.out.println(line);
    assertTrue(ours[ROUNDS / 2] <= theirs[ROUNDS / 2] + digits, line);
  }

  private static double[] errors(List<Reading> readings, int percentile) {
    return readings.stream().mapToDouble(each -> each.error(percentile)).sorted().toArray();
  }

  private static String list(double[] millis) {
    return String.join(
        " / ",
        Arrays.stream(millis).mapToObj(each -> String.format(Locale.ROOT, "%.3f", each)).toList());
  }

  private static Reading injector(StubPlan plan, Path place) throws Exception {
    try (TruthRun run = TruthRun.start(LOAD, plan, place)) {
      TruthRun.Compared compared = run.await();
      JsonNode delivery = compared.found("latency.deliveryMillis");
      double[] said =
          Arrays.stream(NAMES).mapToDouble(name -> delivery.get(name).asDouble()).toArray();
      assertEquals(compared.truth().latencies().length, delivery.get("count").asInt());
      return new Reading(said, truth(compared.truth()));
    }
  }

  private static Reading bare(StubPlan plan, Path place) throws Exception {
    Files.createDirectories(place);
    try (StubProcess stub = new StubProcess(plan, place)) {
      long[] said = bareClient(stub.port(), place);
      // Its marker holds microseconds of System.nanoTime: the clock's anchor is 0 at 0.
      Truth.Frame frame = new Truth.Frame(0, 0, LOAD.warmupBroadcasts(), LOAD.drain().toNanos());
      Truth truth = Truth.of(stub.end(), frame);
      assertEquals(truth.latencies().length, said[0]);
      return new Reading(
          Arrays.stream(said).skip(1).mapToDouble(nanos -> nanos / 1e6).toArray(), truth(truth));
    }
  }

  private static double[] truth(Truth truth) {
    return Arrays.stream(PERCENTILES).map(truth::deliveryMillis).toArray();
  }

  private static void completeAtTheEnd(CompletableFuture<String> said, String line) {
    if (line.startsWith("delivered ")) {
      said.complete(line);
    }
  }

  private static long[] bareClient(int port, Path place) throws Exception {
    List<String> arguments = new ArrayList<>();
    for (long argument :
        new long[] {
          port,
          LOAD.connections(),
          LOAD.warmupBroadcasts(),
          LOAD.measuredBroadcasts(),
          LOAD.drain().toNanos(),
          InjectorProcess.Load.PER_SECOND
        }) {
      arguments.add(Long.toString(argument));
    }
    CompletableFuture<String> said = new CompletableFuture<>();
    ChildJvm client =
        ChildJvm.start(
            StubProcess.testJvm(BareClient.class, arguments, place.resolve("bare.log")),
            line -> completeAtTheEnd(said, line));
    try {
      return Arrays.stream(said.get(2, TimeUnit.MINUTES).split(" ", -1))
          .skip(1)
          .mapToLong(Long::parseLong)
          .toArray();
    } finally {
      client.close();
    }
  }
}
