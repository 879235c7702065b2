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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a run reports under churn is what happened, on the stage of another make, which knows
 * nothing of whom we told to leave.
 *
 * <p>Between the books: a broadcast a second whose books close 0.4 s after it, and a third of the
 * audience that leaves at 0.6 s and is back a second later. Whoever is connected when a broadcast
 * reaches the stage is then exactly its audience, and all counts must be the stage's. A rejoin that
 * the machine held up until a book was open shows as churned, and then it is measured again.
 *
 * <p>Under way: leaving all the time, while five books a second are open. The stage cannot tell who
 * was told to leave when, but each copy that it wrote must be in one number and in no other; where
 * connections are cut rather than closed some are lost on the way.
 */
@Isolated("what runs beside it is in its numbers")
@Tag("proof")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class OtherMakeChurnProof {
  private static final InjectorProcess.Load BETWEEN =
      new InjectorProcess.Load(
          60, 1, Duration.ofSeconds(3), Duration.ofSeconds(12), Duration.ofMillis(400));
  private static final InjectorProcess.Load UNDER_WAY =
      new InjectorProcess.Load(
          60, Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(1));
  private static final int ATTEMPTS = 3;
  private static final int SEED = 11;
  private static final int PUBLISHERS = 3;
  private static final int ROOMS = 4;
  private static final int STORMS = 3;
  private static final int LEAVE_IN_A_STORM = 18;

  @TempDir private static Path folder = Path.of("");

  /** What was found, and what was so. */
  private record Measured(JsonNode found, OtherTruth other) {
    long count(String name) {
      return found.at("/deliveries/" + name).asLong(-1);
    }

    long churn(String name) {
      return found.at("/connections/churn/" + name).asLong(-1);
    }

    /** What the machine did. */
    List<String> misses() {
      List<String> misses = new ArrayList<>(TruthComparison.misses(found, other.truth()));
      if (count("churned") > 0) {
        misses.add(count("churned") + " churned between the books");
      }
      return misses;
    }

    /** All copies that reached somebody of the right room, each in one number. */
    long accounted() {
      return count("delivered")
          + count("duplicate")
          + count("repeats")
          + count("late")
          + churn("received")
          + churn("strays");
    }

    void print(String what) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d leaves, %d rejoins; expected %d (the stage %d), delivered %d, lost %d, again %d,"
              + " churned %d of which %d received, %d strays, %d late; written %d, accounted %d%n",
          what,
          churn("leaves"),
          churn("rejoins"),
          count("expected"),
          other.truth().latencies().length + other.truth().lost(),
          count("delivered"),
          count("lost"),
          count("duplicate") + count("repeats"),
          count("churned"),
          churn("received"),
          churn("strays"),
          count("late"),
          other.written(),
          accounted());
    }
  }

  @BeforeAll
  static void needsNode() throws Exception {
    assumeTrue(NodeProject.isPossible(), NodeProject.MISSING);
  }

  @ParameterizedTest
  @CsvSource({"close, PLAIN", "drop, PLAIN", "mix, NESTED", "mix, HISTORY"})
  void betweenTheBooksAllCountsAreTheStages(String how, Shape shape) throws Exception {
    Measured last = between(how, shape, 0);
    for (int attempt = 1; attempt < ATTEMPTS && !last.misses().isEmpty(); attempt++) {
      System.out.printf("%s %s again: %s%n", how, shape, last.misses());
      last = between(how, shape, attempt);
    }
    assertEquals(List.of(), last.misses());
  }

  private static void assertCounts(Shape shape, Measured last) {
    Truth truth = last.other.truth();
    long delivered = truth.latencies().length;
    boolean repeats = shape == Shape.HISTORY;
    assertEquals(delivered + truth.lost(), last.count("expected"), "expected");
    assertEquals(delivered, last.count("delivered"), "delivered");
    assertEquals(truth.lost(), last.count("lost"), "lost");
    assertEquals(truth.duplicates(), last.count(repeats ? "repeats" : "duplicate"), "again");
    assertEquals(0, last.count(repeats ? "duplicate" : "repeats"), "again");
    assertEquals(last.other.unexpected(), last.count("unexpected"), "unexpected");
    assertEquals(last.other.echoes(), last.count("echoes"), "echoes");
    assertEquals(0, last.churn("strays"), "strays");
    assertEquals(STORMS * LEAVE_IN_A_STORM, last.churn("leaves"), "leaves");
    assertEquals(STORMS * LEAVE_IN_A_STORM, last.churn("rejoins"), "rejoins");
    assertTrue(delivered < BETWEEN.measuredBroadcasts() * 60L, "somebody was away");
  }

  private static Measured between(String how, Shape shape, int attempt) throws Exception {
    String churn =
        "{ away: 1s, how: %s, storms: [{ at: 2.6s, leave: 30%% }, { at: 5.6s, leave: 30%% }, { at: 9.6s, leave: 30%% }] }"
            .formatted(how);
    Path place = folder.resolve("between-" + how + shape + attempt);
    Measured measured = measure(BETWEEN, churn, shape, place);
    measured.print(how + " " + shape);
    // With nobody in doubt counts must be right every time.
    if (measured.count("churned") == 0) {
      assertCounts(shape, measured);
    }
    return measured;
  }

  @ParameterizedTest
  @CsvSource({"close", "drop"})
  void underWayEachCopyIsInOneNumber(String how) throws Exception {
    String churn = "{ leave: 6/s, away: 1s, how: %s }".formatted(how);
    Measured measured = measure(UNDER_WAY, churn, Shape.PLAIN, folder.resolve("under-way-" + how));
    measured.print("under way, " + how);
    long told = measured.other.truth().latencies().length + measured.other.truth().lost();
    assertTrue(measured.churn("rejoins") > 0 && measured.count("churned") > 0, "nobody churned");
    assertTrue(measured.count("expected") <= told, "expected of whom the stage did not know");
    assertTrue(told <= measured.count("expected") + measured.count("churned"), "nobody's");
    assertTrue(measured.accounted() <= measured.other.written(), "counted twice");
    if (how.equals("close")) {
      assertEquals(measured.other.written(), measured.accounted(), "counted nowhere");
      assertEquals(measured.other.unexpected(), measured.count("unexpected"), "unexpected");
    }
  }

  private static Measured measure(InjectorProcess.Load load, String churn, Shape shape, Path place)
      throws Exception {
    Files.createDirectories(place);
    try (OtherMake other =
            new OtherMake(new Plan(Delay.BIMODAL, shape, true, PUBLISHERS, 0, SEED), place);
        InjectorProcess injector =
            new InjectorProcess(
                load, scenario(load, churn, shape), "ws://127.0.0.1:" + other.port(), place)) {
      Found found = injector.await();
      return new Measured(found.summary(), other.end(injector.frame(found)));
    }
  }

  private static String scenario(InjectorProcess.Load load, String churn, Shape shape) {
    return """
    question: Are the numbers true while people come and go?
    connect: { query: { room: "#{room}", user: "#{user}" } }
    audience: { connections: %d, rooms: %d, sizes: zipf 1, repeats: %b, witnesses: 0, churn: %s }
    publish: { publishers: %d, rate: %d/s, payload: 64B, warmup: %ds, for: %ds, drain: %dms }
    """
        .formatted(
            load.connections(),
            ROOMS,
            shape == Shape.HISTORY,
            churn,
            PUBLISHERS,
            load.perSecond(),
            load.warmup().toSeconds(),
            load.measured().toSeconds(),
            load.drain().toMillis());
  }
}
