package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.bench.Peer;
import dev.broadside.bench.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What one received message costs the injector, beside Gatling's built-in {@code ws} and a bare
 * Netty client: the processor time of the whole process, all its threads, over ten steady seconds
 * at 4,000 messages a second of 512 bytes, from the same stub stage. Each has a JVM of its own with
 * the same options, ten seconds to warm up, and publishes for itself; the order changes from round
 * to round, and the median of the rounds' ratios counts. {@code -Dbroadside.rounds}, 7 of them.
 *
 * <p>The built-in client is measured with and without telling Gatling's statistics of each message.
 * The bar is for the one that does, since without it no report of Gatling's shows a message.
 */
@Isolated("what runs beside it is in its numbers")
@Tag("proof")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
final class ReceivingCostProof {
  private static final int ROUNDS = Integer.getInteger("broadside.rounds", 7);
  private static final int CONNECTIONS = 200;
  private static final int PER_SECOND = 20;
  private static final Duration WARMUP = Duration.ofSeconds(10);
  private static final Duration STEADY = Duration.ofSeconds(10);

  /** The steady time is inside of it, also when a process says late that it began. */
  private static final int SECONDS = (int) WARMUP.plus(STEADY).plusSeconds(5).toSeconds();

  private static final int MESSAGES = SECONDS * PER_SECOND * CONNECTIONS;
  private static final int DRAIN_SECONDS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double MOST_OF_BUILT_IN = 0.35;
  private static final double MOST_OF_BARE = 1.5;

  @TempDir private static Path folder = Path.of("");

  /** Who receives. */
  private enum Client {
    INJECTOR,
    BUILT_IN,
    BUILT_IN_UNLOGGED,
    BARE
  }

  @Test
  void aMessageCostsAThirdOfTheBuiltInClientAndLittleMoreThanABareOne() throws Exception {
    Map<Client, List<Double>> micros = new EnumMap<>(Client.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (int turn = 0; turn < Client.values().length; turn++) {
        Client client = Client.values()[(round + turn) % Client.values().length];
        Path place = Files.createDirectories(folder.resolve(client + "-" + round));
        micros.computeIfAbsent(client, c -> new ArrayList<>()).add(measure(client, place));
      }
    }
    micros.forEach(
        (client, all) -> System.out.printf("%s: %s us%n", client, Spread.of(all).text("%.1f")));
    Spread ofBuiltIn = ratio(micros, Client.BUILT_IN);
    Spread ofUnlogged = ratio(micros, Client.BUILT_IN_UNLOGGED);
    Spread ofBare = ratio(micros, Client.BARE);
    System.out.printf(
        "a message costs the injector %s of the built-in client, %s of it without statistics, %s of"
            + " the bare one%n",
        ofBuiltIn.text("%.2f"), ofUnlogged.text("%.2f"), ofBare.text("%.2f"));
    assertAll(
        () -> assertTrue(ofBuiltIn.median() <= MOST_OF_BUILT_IN, ofBuiltIn::toString),
        () -> assertTrue(ofBare.median() <= MOST_OF_BARE, ofBare::toString));
  }

  /** What the injector needs of what {@code other} needs, round by round. */
  private static Spread ratio(Map<Client, List<Double>> micros, Client other) {
    List<Double> ours = micros.getOrDefault(Client.INJECTOR, List.of());
    List<Double> theirs = micros.getOrDefault(other, List.of());
    return Spread.of(
        IntStream.range(0, ROUNDS).mapToObj(i -> ours.get(i) / theirs.get(i)).toList());
  }

  private static double measure(Client client, Path place) throws Exception {
    StubPlan plan = new StubPlan(StubSchedule.CONSTANT, 1, false, 0);
    try (StubProcess stub = new StubProcess(plan, place)) {
      return switch (client) {
        case INJECTOR -> injector(stub.port(), place);
        case BUILT_IN -> builtIn(stub.port(), true, place);
        case BUILT_IN_UNLOGGED -> builtIn(stub.port(), false, place);
        case BARE -> bare(stub.port(), place);
      };
    }
  }

  private static double injector(int port, Path place) throws Exception {
    String scenario =
        """
        question: What does it cost to receive a message?
        target: ws://127.0.0.1:%d/
        audience: { connections: %d, witnesses: 0 }
        publish: { publishers: 1, rate: %d/s, warmup: 0s, for: %ds, drain: %ds }
        """
            .formatted(port, CONNECTIONS, PER_SECOND, SECONDS, DRAIN_SECONDS);
    try (WatchedInjector injector = WatchedInjector.start(scenario, place, List.of())) {
      injector.await(said -> said.published() > 0);
      double micros = microsPerMessage(injector.pid());
      JsonNode summary = injector.summary();
      assertEquals(MESSAGES, summary.at("/deliveries/delivered").asInt(), summary::toString);
      return micros;
    }
  }

  private static double builtIn(int port, boolean logged, Path place) throws Exception {
    List<String> arguments =
        List.of(
            "" + port,
            "" + CONNECTIONS,
            "" + PER_SECOND,
            "" + SECONDS,
            "" + logged,
            place.resolve("gatling").toString());
    try (Peer client = peer(BuiltInClient.class, arguments, place)) {
      client.await("publishing", PATIENCE);
      double micros = microsPerMessage(client.pid());
      // Who did not receive everything did not do the work.
      String said = client.await("received", PATIENCE);
      assertEquals(MESSAGES + " of " + SECONDS * PER_SECOND, said);
      return micros;
    }
  }

  private static double bare(int port, Path place) throws Exception {
    List<String> arguments =
        List.of(
            "" + port,
            "" + CONNECTIONS,
            "0",
            "" + SECONDS * PER_SECOND,
            "" + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS),
            "" + PER_SECOND);
    try (Peer client = peer(BareClient.class, arguments, place)) {
      client.await("publishing", PATIENCE);
      double micros = microsPerMessage(client.pid());
      String said = client.await("delivered", PATIENCE);
      assertTrue(said.startsWith(MESSAGES + " "), said);
      return micros;
    }
  }

  private static Peer peer(Class<?> main, List<String> arguments, Path place) throws Exception {
    return Peer.start(
        StubProcess.testJvm(main, arguments, place.resolve("client.log"))
            .withJvmOptions(WatchedInjector.OPTIONS));
  }

  private static double microsPerMessage(long pid) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(WARMUP.toNanos());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    long from = System.nanoTime();
    Duration before = process.info().totalCpuDuration().orElseThrow();
    TimeUnit.NANOSECONDS.sleep(STEADY.toNanos());
    Duration used = process.info().totalCpuDuration().orElseThrow().minus(before);
    double seconds = (System.nanoTime() - from) / 1e9;
    return used.toNanos() / 1e3 / (seconds * PER_SECOND * CONNECTIONS);
  }
}
