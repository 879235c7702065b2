package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.load.InjectorProcess.Found;
import dev.broadside.load.OtherMake.Delay;
import dev.broadside.load.OtherMake.Plan;
import dev.broadside.load.OtherMake.Shape;
import dev.broadside.process.NodeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a run reports is what happened, on a stage of another make too: rooms, histories, several
 * markers in one frame, JSON that is escaped again and again; losses, duplicates and strangers made
 * on purpose.
 *
 * <p>Counts must be right every time. A stage whose percentiles missed is measured again, twice at
 * most, for the reason that {@link TruthIT} gives.
 */
@Isolated("what runs beside it is in its numbers")
@Tag("proof")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class OtherMakeProof {
  private static final InjectorProcess.Load LOAD =
      new InjectorProcess.Load(
          60, Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(3));
  private static final int ATTEMPTS = 3;
  private static final int SEED = 7;
  private static final int STALL_AT = LOAD.warmupBroadcasts() + 26;

  @TempDir private static Path folder = Path.of("");

  /** A stage, and how many rooms and publishers its audience has. */
  private enum Case {
    CONSTANT(Delay.CONSTANT, Shape.PLAIN, 1, 1),
    BIMODAL_ROOMS(Delay.BIMODAL, Shape.PLAIN, 4, 3),
    HEAVY_TAIL_NESTED(Delay.HEAVY_TAIL, Shape.NESTED, 2, 2),
    STALLING(Delay.CONSTANT, Shape.PLAIN, 1, 1),
    HISTORY(Delay.HEAVY_TAIL, Shape.HISTORY, 4, 3),
    TOGETHER(Delay.CONSTANT, Shape.TOGETHER, 1, 1);

    private final Delay delay;
    private final Shape shape;
    private final int publishers;
    private final int rooms;

    Case(Delay delay, Shape shape, int publishers, int rooms) {
      this.delay = delay;
      this.shape = shape;
      this.publishers = publishers;
      this.rooms = rooms;
    }

    /**
     * A stage that stalls makes no faults: without losses there is a number for each percentile.
     */
    Plan plan() {
      return new Plan(delay, shape, !stalls(), publishers, stalls() ? STALL_AT : 0, SEED);
    }

    boolean stalls() {
      return this == STALLING;
    }

    boolean repeats() {
      return shape == Shape.HISTORY;
    }

    String scenario() {
      return """
      question: Are the numbers true on a stage of another make?
      connect: { query: { room: "#{room}", user: "#{user}" } }
      audience: { connections: %d, rooms: %d, sizes: zipf 1, repeats: %b, witnesses: 0 }
      publish: { publishers: %d, rate: %d/s, payload: 64B, warmup: %ds, for: %ds, drain: %ds }
      """
          .formatted(
              LOAD.connections(),
              rooms,
              repeats(),
              publishers,
              InjectorProcess.Load.PER_SECOND,
              LOAD.warmup().toSeconds(),
              LOAD.measured().toSeconds(),
              LOAD.drain().toSeconds());
    }
  }

  /** What was found, and what was so. */
  private record Measured(JsonNode found, OtherTruth other) {
    List<String> misses() {
      return TruthComparison.misses(found, other.truth());
    }

    long count(String name) {
      return found.at("/deliveries/" + name).asLong(-1);
    }
  }

  @BeforeAll
  static void needsNode() throws Exception {
    assumeTrue(NodeProject.isPossible(), NodeProject.MISSING);
  }

  @ParameterizedTest
  @EnumSource
  void theNumbersAreThoseOfWhatWasWritten(Case stage) throws Exception {
    Measured last = measure(stage, 0);
    for (int attempt = 1; attempt < ATTEMPTS && !last.misses().isEmpty(); attempt++) {
      System.out.printf("%s again: %s%n", stage, last.misses());
      last = measure(stage, attempt);
    }
    Truth truth = last.other.truth();
    System.out.printf(
        Locale.ROOT,
        "%s: %d delivered, %d lost, %d again, %d unexpected, %d out of order; p50 %.3f ms (truth"
            + " %.3f), p99 %.3f (%.3f), last p50 %s (%s)%n",
        stage,
        last.count("delivered"),
        last.count("lost"),
        last.count(stage.repeats() ? "repeats" : "duplicate"),
        last.count("unexpected"),
        last.count("outOfOrder"),
        last.found.at("/latency/deliveryMillis/p50").asDouble(),
        truth.deliveryMillis(50),
        last.found.at("/latency/deliveryMillis/p99").asDouble(),
        truth.deliveryMillis(99),
        last.found.at("/latency/lastMillis/p50"),
        truth.reachedMillis(100, 50));
    assertEquals(List.of(), last.misses());
  }

  private static Measured measure(Case stage, int attempt) throws Exception {
    Path place = Files.createDirectories(folder.resolve(stage + "-" + attempt));
    try (OtherMake other = new OtherMake(stage.plan(), place);
        InjectorProcess injector =
            new InjectorProcess(LOAD, stage.scenario(), "ws://127.0.0.1:" + other.port(), place)) {
      Found found = injector.await();
      Measured measured = new Measured(found.summary(), other.end(injector.frame(found)));
      assertCounts(stage, measured);
      if (stage.stalls()) {
        assertStalled(other.stall(), measured);
      }
      return measured;
    }
  }

  private static void assertCounts(Case stage, Measured measured) {
    Truth truth = measured.other.truth();
    long delivered = truth.latencies().length;
    assertEquals(
        LOAD.measuredBroadcasts(),
        measured.found.at("/broadcasts/published").asLong(),
        "published");
    assertEquals(delivered + truth.lost(), measured.count("expected"), "expected");
    assertEquals(delivered, measured.count("delivered"), "delivered");
    assertEquals(delivered, measured.found.at("/latency/deliveryMillis/count").asLong(), "stored");
    assertEquals(truth.lost(), measured.count("lost"), "lost");
    boolean repeats = stage.repeats();
    assertEquals(repeats ? 0 : truth.duplicates(), measured.count("duplicate"), "duplicate");
    assertEquals(repeats ? truth.duplicates() : 0, measured.count("repeats"), "repeats");
    assertEquals(measured.other.unexpected(), measured.count("unexpected"), "unexpected");
    assertEquals(measured.other.echoes(), measured.count("echoes"), "echoes");
    assertEquals(measured.other.outOfOrder(), measured.count("outOfOrder"), "outOfOrder");
    assertEquals(0, measured.count("late") + measured.count("foreign"), "late or foreign");
    if (!stage.stalls()) {
      assertTrue(truth.duplicates() > 0, "the stage doubled some");
      assertTrue(repeats || truth.lost() > 0, "the stage dropped some");
      assertTrue(stage.rooms == 1 || measured.other.unexpected() > 0, "it told strangers");
    }
  }

  /** Each broadcast that was due during the stall took at least until its end. */
  private static void assertStalled(long[] stall, Measured measured) {
    Truth truth = measured.other.truth();
    int due = 0;
    for (int i = 0; i < truth.intended().length; i++) {
      long left = stall[1] - truth.intended()[i];
      if (truth.intended()[i] >= stall[0] && left > 0) {
        due++;
        assertTrue(truth.broadcasts().get(i)[0] >= left, "it was written while the stage stood");
      }
    }
    assertTrue(due >= 8, due + " broadcasts were due in two seconds");
    assertEquals(List.of(), TruthComparison.missesOfBroadcasts(measured.found, truth));
  }
}
