package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.load.TruthRun.Compared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a run reports is what happened: stub stages that know what they wrote, each with a schedule
 * of its own and one that stalls, are measured by injectors side by side.
 *
 * <p>The upper percentiles of fifty broadcasts hang on single moments: one in which the machine
 * keeps the injector from a core is in them, and the truth does not know of it. So a stage whose
 * percentiles missed is measured again, alone, twice at most, and must then be right. What a moment
 * cannot move, the counts, must be right every time.
 */
@Isolated("what runs beside it is in its numbers")
final class TruthIT {
  private static final InjectorProcess.Load LOAD =
      new InjectorProcess.Load(
          50, Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(3));
  private static final long INTERVAL_NANOS = 1_000_000_000L / InjectorProcess.Load.PER_SECOND;
  private static final long HALF_SECOND_NANOS = 500_000_000L;
  private static final int SEED = 7;
  private static final int ATTEMPTS = 3;

  /** The stall begins with the sixth second of the measured window. */
  private static final int STALL_AT =
      LOAD.warmupBroadcasts() + 5 * InjectorProcess.Load.PER_SECOND + 1;

  private static final Map<StubSchedule, List<Compared>> RUNS = new EnumMap<>(StubSchedule.class);
  private static final List<Stalled> STALLED = new ArrayList<>();

  /** A run whose stage stood still from the one moment to the other. */
  private record Stalled(Compared run, long from, long until) {
    static Stalled await(TruthRun running) throws Exception {
      Compared run = running.await();
      long[] stall = running.stub().stall();
      return new Stalled(run, stall[0], stall[1]);
    }
  }

  @BeforeAll
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  static void measureThemAll(@TempDir Path folder) throws Exception {
    Map<StubSchedule, TruthRun> running = new EnumMap<>(StubSchedule.class);
    try (TruthRun stalling = startStalling(folder.resolve("stall"))) {
      for (StubSchedule schedule : StubSchedule.values()) {
        running.put(schedule, start(schedule, folder.resolve(schedule.name())));
      }
      for (Map.Entry<StubSchedule, TruthRun> each : running.entrySet()) {
        RUNS.put(each.getKey(), new ArrayList<>(List.of(each.getValue().await())));
      }
      STALLED.add(Stalled.await(stalling));
    } finally {
      running.values().forEach(TruthRun::close);
    }
    for (Map.Entry<StubSchedule, List<Compared>> each : RUNS.entrySet()) {
      repeatWhereItMissed(each.getKey(), each.getValue(), folder);
    }
    while (STALLED.size() < ATTEMPTS && !misses(STALLED.getLast()).isEmpty()) {
      System.out.printf("the stall again, alone: %s%n", misses(STALLED.getLast()));
      try (TruthRun again = startStalling(folder.resolve("stall-" + STALLED.size()))) {
        STALLED.add(Stalled.await(again));
      }
    }
  }

  private static TruthRun startStalling(Path folder) throws Exception {
    return TruthRun.start(LOAD, new StubPlan(StubSchedule.CONSTANT, SEED, false, STALL_AT), folder);
  }

  private static TruthRun start(StubSchedule schedule, Path folder) throws Exception {
    return TruthRun.start(LOAD, new StubPlan(schedule, SEED, true, 0), folder);
  }

  private static void repeatWhereItMissed(
      StubSchedule schedule, List<Compared> attempts, Path folder) throws Exception {
    while (attempts.size() < ATTEMPTS && !misses(attempts.getLast()).isEmpty()) {
      System.out.printf("%s again, alone: %s%n", schedule, misses(attempts.getLast()));
      Path place = folder.resolve(schedule.name() + "-" + attempts.size());
      try (TruthRun run = start(schedule, place)) {
        attempts.add(run.await());
      }
    }
  }

  private static List<Compared> attempts(StubSchedule schedule) {
    return RUNS.getOrDefault(schedule, List.of());
  }

  @ParameterizedTest
  @EnumSource
  void percentilesAreThoseOfWhatWasWritten(StubSchedule schedule) {
    assertEquals(List.of(), misses(attempts(schedule).getLast()));
  }

  @ParameterizedTest
  @EnumSource
  void lossesAndDuplicatesAreExactlyThoseThatWereMade(StubSchedule schedule) {
    for (Compared run : attempts(schedule)) {
      Truth truth = run.truth();
      assertTrue(truth.lost() >= 1 && truth.duplicates() >= 1, "the stub made one of each");
      assertEquals(LOAD.measuredBroadcasts(), run.found("broadcasts.published").asLong());
      long delivered = truth.latencies().length;
      // On a busy machine some come after their books are closed: lost, and said to be late.
      long late = run.found("deliveries.late").asLong();
      assertEquals(delivered - late, run.found("deliveries.delivered").asLong());
      assertEquals(delivered - late, run.found("latency.deliveryMillis.count").asLong());
      assertEquals(truth.lost() + late, run.found("deliveries.lost").asLong());
      assertEquals(truth.lost(), run.found("deliveries.lostByReason.notReceived").asLong());
      if (late == 0) {
        assertEquals(truth.duplicates(), run.found("deliveries.duplicate").asLong());
      }
      assertEquals(delivered + truth.lost(), run.found("deliveries.expected").asLong());
      for (String none : List.of("unexpected", "foreign", "echoes")) {
        assertEquals(0, run.found("deliveries." + none).asLong(), none);
      }
    }
  }

  @Test
  void aStallIsInTheLatencyOfEveryBroadcastThatWasDueDuringIt() throws IOException {
    assertEquals(List.of(), misses(STALLED.getLast()));
  }

  private static List<String> misses(Stalled stalled) throws IOException {
    List<String> misses = new ArrayList<>();
    Compared run = stalled.run;
    Histogram found = histogram(run.folder().resolve("delivery.hlog"));
    int due = 0;
    for (long intended : run.truth().intended()) {
      long left = stalled.until - intended;
      if (left <= 0 || intended < stalled.from - INTERVAL_NANOS / 2) {
        continue;
      }
      // It waited for the end of the stall, and so did those that were due before it.
      due++;
      if (countAbove(found, left) < due * (long) LOAD.connections()) {
        misses.add("broadcast " + due + " is told to have come before the stall ended");
      }
      // Half an interval less is clear of its own latencies and of the next one's, and half a
      // second of what a busy machine adds to those that were not due during it.
      long between = left - INTERVAL_NANOS / 2;
      if (between > HALF_SECOND_NANOS) {
        // A delivery within the tolerance of that edge may be told on either side of it.
        long tolerance = between / 100;
        long least = written(run, between + tolerance);
        long most = written(run, between - tolerance);
        long told = countAbove(found, between);
        if (told < least || told > most) {
          misses.add(told + " above " + between + " ns, written " + least + " to " + most);
        }
      }
    }
    misses.addAll(TruthComparison.missesOfBroadcasts(run.found(), run.truth()));
    if (due < 10 || due > 11) {
      misses.add(due + " broadcasts were due in two seconds");
    }
    return misses;
  }

  private static long written(Compared run, long above) {
    return Arrays.stream(run.truth().latencies()).filter(each -> each > above).count();
  }

  private static long countAbove(Histogram histogram, long nanos) {
    return histogram.getCountBetweenValues(nanos, Long.MAX_VALUE);
  }

  @Test
  void aStalledStageDoesNotStallTheSchedule() {
    Compared run = STALLED.getLast().run;
    assertEquals(LOAD.measuredBroadcasts(), run.found("broadcasts.published").asLong());
    double delay = run.found("broadcasts.publishDelayMillis.p90").asDouble();
    // Ten of the fifty were due during the stall: who had waited for it would have a second here.
    assertTrue(delay < 500, "publish delay " + delay + " ms");
    // On a busy machine some come after the books are closed; none is gone.
    assertEquals(run.found("deliveries.late").asLong(), run.found("deliveries.lost").asLong());
  }

  private static Histogram histogram(Path file) throws IOException {
    Histogram sum = new Histogram(3);
    sum.setAutoResize(true);
    try (HistogramLogReader log = new HistogramLogReader(Files.newInputStream(file))) {
      while (log.nextIntervalHistogram() instanceof Histogram interval) {
        sum.add(interval);
      }
    }
    return sum;
  }

  private static List<String> misses(Compared run) {
    return TruthComparison.misses(run.found(), run.truth());
  }
}
