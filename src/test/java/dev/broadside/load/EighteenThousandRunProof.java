package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * 18,000 connections from one injector process, {@code -Dbroadside.connections}.
 *
 * <p>How fast this machine can broadcast to them is found first: a burst of ten broadcasts that are
 * meant at the same moment keeps everybody busy until the last receiver of the last one. At 0.6 of
 * that rate 100 broadcasts lose nothing and the run passes; at 1.2 of it the backlog grows by a
 * sixth of each second, and the run must say that it did not hold, by a reason that is of the load.
 * The limit of the SLO grows with the time that the machine needs for a broadcast, so that the same
 * is asked of each machine.
 */
@Isolated("what runs beside it is in its numbers")
@Tag("proof")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
final class EighteenThousandRunProof {
  private static final int CONNECTIONS = Integer.getInteger("broadside.connections", 18_000);
  private static final int ASKED_PER_SECOND = Integer.getInteger("broadside.connect", 600);
  private static final int ASKED_OF_UNASKED = 3_000;
  private static final int OPENED_PER_SECOND = 2_000;
  private static final int BURST = 10;
  private static final int BROADCASTS = 100;
  private static final double SUSTAINED = 0.6;

  /** A twentieth of the broadcasts may be over the limit, and a backlog needs time to grow. */
  private static final int OVERLOAD_OF_LIMIT = 18;

  private static final Pattern OF_THE_LOAD =
      Pattern.compile(
          "^(last p95|\\d+ lost|publish delay|event loop lag|injector (paused|busier)|witness)");

  @TempDir private static Path folder = Path.of("");

  /**
   * What is asked of a run.
   *
   * @param limitSeconds of the last receiver's p95
   */
  private record Load(
      double perSecond, String arrival, int warmupSeconds, int seconds, int limitSeconds) {
    String scenario() {
      return String.format(
          Locale.ROOT,
          """
          question: Does one injector hold 18,000 connections?
          local: { design: scan-chat, fanout: direct }
          connect: { rate: %d/s }
          audience: { connections: %d }
          publish: { rate: %.3f/min, arrival: %s, warmup: %ds, for: %ds, drain: %ds }
          slo: { last: { p95: %ds }, lost: 0 }
          limits: { messages: 100000000, duration: 30m }
          """,
          ASKED_PER_SECOND,
          CONNECTIONS,
          60 * perSecond,
          arrival,
          warmupSeconds,
          seconds,
          2 * limitSeconds,
          limitSeconds);
    }
  }

  @Test
  void theyOpenAtTwoThousandASecondWhereNobodyIsAsked() throws Exception {
    Path template = folder.resolve("unasked.yaml");
    Files.writeString(template, UnaskedChat.template());
    String scenario =
        """
        question: How fast does one injector open 18,000 connections?
        local: { template: '%s', parameters: { CodeBucket: none } }
        connect: { rate: %d/s }
        audience: { connections: %d, witnesses: 0 }
        publish: { rate: 1/s, publishers: 1, warmup: 0s, for: 1s, drain: 1s }
        """
            .formatted(template, ASKED_OF_UNASKED, CONNECTIONS);
    Path place = folder.resolve("unasked");
    try (WatchedInjector injector = WatchedInjector.start(scenario, place, List.of())) {
      JsonNode connections = injector.summary().get("connections");
      System.out.printf(
          Locale.ROOT, "without $connect: %.0f/s, %s%n", injector.openedPerSecond(), connections);
      assertEquals(CONNECTIONS, connections.get("opened").asInt());
      // Fewer are open before a rate can be told.
      assertTrue(
          CONNECTIONS < 3 * ASKED_OF_UNASKED || injector.openedPerSecond() >= OPENED_PER_SECOND,
          "opened too slowly");
    }
  }

  @Test
  void oneHundredBroadcastsLoseNothingAndTwiceTheRateDoesNotPass() throws Exception {
    double most = mostPerSecond();
    int limit = Math.max(2, (int) Math.ceil(10 / most));
    double rate = SUSTAINED * most;
    int seconds = (int) Math.ceil(BROADCASTS / rate);
    JsonNode held = run("sustained", new Load(rate, "constant", warmup(rate), seconds, limit));
    assertEquals("PASS", held.at("/verdict/status").asText(), held.get("verdict")::toString);
    assertEquals(CONNECTIONS, held.at("/connections/opened").asInt());
    assertTrue(held.at("/broadcasts/published").asInt() >= BROADCASTS, "too few broadcasts");
    assertEquals(0, held.at("/deliveries/lost").asLong());
    assertEquals(
        held.at("/deliveries/expected").asLong(), held.at("/deliveries/delivered").asLong());
    JsonNode broken =
        run(
            "twice",
            new Load(2 * rate, "constant", warmup(rate), OVERLOAD_OF_LIMIT * limit, limit));
    assertNotEquals("PASS", broken.at("/verdict/status").asText());
    List<String> reasons = new ArrayList<>();
    broken.at("/verdict/reasons").forEach(reason -> reasons.add(reason.asText()));
    assertTrue(reasons.stream().allMatch(OF_THE_LOAD.asPredicate()), reasons::toString);
  }

  /** So long that some ten broadcasts have warmed it up. */
  private static int warmup(double rate) {
    return (int) Math.ceil(BURST / rate);
  }

  /** Ten broadcasts at once, and the time until everybody has all of them. */
  private static double mostPerSecond() throws Exception {
    Load load = new Load(BURST / 60.0, "{ burst: 10 }", 60, 60, 60);
    JsonNode burst = run("burst", load);
    assertEquals(BURST, burst.at("/broadcasts/complete").asInt(), burst.get("verdict")::toString);
    return BURST * 1e3 / burst.at("/latency/lastMillis/max").asDouble();
  }

  private static JsonNode run(String name, Load load) throws Exception {
    try (WatchedInjector injector =
        WatchedInjector.start(load.scenario(), folder.resolve(name), List.of())) {
      JsonNode summary = injector.summary();
      System.out.printf(
          Locale.ROOT,
          "%s: %.2f broadcasts/s, %s; opened %d at %.0f/s of %d/s; %d broadcasts, %s complete; last"
              + " p95 %s ms, limit %d s; %d lost; %s%n",
          name,
          load.perSecond(),
          summary.at("/verdict/status").asText(),
          summary.at("/connections/opened").asInt(),
          injector.openedPerSecond(),
          ASKED_PER_SECOND,
          summary.at("/broadcasts/published").asInt(),
          summary.at("/broadcasts/complete"),
          summary.at("/latency/lastMillis/p95"),
          load.limitSeconds(),
          summary.at("/deliveries/lost").asLong(),
          summary.at("/verdict/reasons"));
      return summary;
    }
  }
}
