package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.function.ToDoubleFunction;
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
 * the same options and as many event loops, half a minute to warm up, and publishes for itself; the
 * order changes from round to round, and the median of the rounds' ratios counts. {@code
 * -Dbroadside.rounds}, 7 of them.
 *
 * <p>When nothing is published any more, with all connections still open, each is watched again:
 * what it needs then it needs each second, however much arrives, and the rest is a message's own.
 *
 * <p>The built-in client is measured with and without telling Gatling's statistics of each message.
 * The bar is for the one that does, since without it no report of Gatling's shows a message. What
 * the bare client needs of it is printed too: nobody who is woken for each message needs less.
 * Where that alone is beyond the bar of the built-in client, the bar is said to be out of reach,
 * and the one beside the bare client remains.
 *
 * <p>All are offered the same: who did not receive every message, since its machine stood still or
 * its publisher came late, did not do the work. Then the whole round is measured again, {@code
 * -Dbroadside.rejected} times in all, 3 of them. {@code -Dbroadside.warmup}, in seconds, makes a
 * trial short, and its figures are those of a JVM that still compiles.
 */
@Isolated("what runs beside it is in its numbers")
@Tag("proof")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class ReceivingCostProof {
  private static final int ROUNDS = Integer.getInteger("broadside.rounds", 7);
  private static final int CONNECTIONS = 200;
  private static final int PER_SECOND = 20;
  private static final int MOST_REJECTED = Integer.getInteger("broadside.rejected", 3);
  private static final Duration WARMUP =
      Duration.ofSeconds(Integer.getInteger("broadside.warmup", 30));
  private static final Duration STEADY = Duration.ofSeconds(10);

  /** The steady time is inside of it, also when a process says late that it began. */
  private static final int SECONDS = (int) WARMUP.plus(STEADY).plusSeconds(5).toSeconds();

  private static final int MESSAGES = SECONDS * PER_SECOND * CONNECTIONS;
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** Until the last message has arrived. */
  private static final int UNDER_WAY_SECONDS = 3;

  /** Enough for the last messages, and to be watched idle after them. */
  private static final int DRAIN_SECONDS = BuiltInClient.LONGER_SECONDS;

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

  /** Somebody who did not receive everything. */
  private static final class Rejected extends Exception {
    private static final long serialVersionUID = 1;

    Rejected(Client client, String said) {
      super(client + " received " + said + " of " + MESSAGES);
    }
  }

  @Test
  void aMessageCostsAThirdOfTheBuiltInClientAndLittleMoreThanABareOne() throws Exception {
    Map<Client, List<Cost>> costs = new EnumMap<>(Client.class);
    int rejected = 0;
    for (int round = 0; round < ROUNDS; ) {
      Path place = folder.resolve("round-" + (round + rejected));
      try {
        round(round, place)
            .forEach((c, cost) -> costs.computeIfAbsent(c, x -> new ArrayList<>()).add(cost));
        round++;
      } catch (Rejected repeated) {
        rejected++;
        System.out.printf("round %d again: %s%n", round + 1, repeated.getMessage());
        assertTrue(rejected <= MOST_REJECTED, repeated::getMessage);
      }
    }
    costs.forEach(ReceivingCostProof::print);
    print("all", costs, Cost::micros);
    print("a message's own", costs, Cost::ownMicros);
    Spread ofBuiltIn = ratio(costs, Client.INJECTOR, Client.BUILT_IN, Cost::micros);
    Spread ofBare = ratio(costs, Client.INJECTOR, Client.BARE, Cost::micros);
    Spread bareOfBuiltIn = ratio(costs, Client.BARE, Client.BUILT_IN, Cost::micros);
    System.out.printf(
        "%d rounds, %d rejected; the injector's CPU per message is %s of a bare Netty client's (bar"
            + " %.2f) and %s of the built-in client's (bar %.2f; the bare client's is %s)%n",
        ROUNDS,
        rejected,
        ofBare.text("%.2f"),
        MOST_OF_BARE,
        ofBuiltIn.text("%.2f"),
        MOST_OF_BUILT_IN,
        bareOfBuiltIn.text("%.2f"));
    assertTrue(ofBare.median() <= MOST_OF_BARE, ofBare::toString);
    assumeTrue(
        bareOfBuiltIn.median() <= MOST_OF_BUILT_IN || ofBuiltIn.median() <= MOST_OF_BUILT_IN,
        () ->
            "%.2f of the built-in client is out of reach here: the bare client alone needs %s"
                .formatted(MOST_OF_BUILT_IN, bareOfBuiltIn.text("%.2f")));
    assertTrue(ofBuiltIn.median() <= MOST_OF_BUILT_IN, ofBuiltIn::toString);
  }

  /** Each client once, every round another one first. */
  private static Map<Client, Cost> round(int round, Path place) throws Exception {
    Map<Client, Cost> costs = new EnumMap<>(Client.class);
    for (int turn = 0; turn < Client.values().length; turn++) {
      Client client = Client.values()[(round + turn) % Client.values().length];
      costs.put(client, measure(client, Files.createDirectories(place.resolve(client.name()))));
    }
    return costs;
  }

  /**
   * Processor time of a process.
   *
   * @param micros for each message that it received in a steady second, everything in it
   * @param idleMillis in a second in which nothing arrived
   */
  private record Cost(double micros, double idleMillis) {
    /** What more messages would cost more, each. */
    double ownMicros() {
      return micros - idleMillis * 1e3 / (PER_SECOND * CONNECTIONS);
    }
  }

  private static void print(Client client, List<Cost> costs) {
    System.out.printf(
        "%s: %s us a message, of which %s its own; %s ms a second when idle%n",
        client,
        spread(costs, Cost::micros).text("%.1f"),
        spread(costs, Cost::ownMicros).text("%.1f"),
        spread(costs, Cost::idleMillis).text("%.1f"));
  }

  private static Spread spread(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    return Spread.of(costs.stream().map(figure::applyAsDouble).toList());
  }

  private static void print(
      String what, Map<Client, List<Cost>> costs, ToDoubleFunction<Cost> figure) {
    System.out.printf(
        "%s: the injector %s of the built-in client, %s of it without statistics, %s of the bare"
            + " one, which is %s of the built-in one%n",
        what,
        ratio(costs, Client.INJECTOR, Client.BUILT_IN, figure).text("%.2f"),
        ratio(costs, Client.INJECTOR, Client.BUILT_IN_UNLOGGED, figure).text("%.2f"),
        ratio(costs, Client.INJECTOR, Client.BARE, figure).text("%.2f"),
        ratio(costs, Client.BARE, Client.BUILT_IN, figure).text("%.2f"));
  }

  /** What {@code one} needs of what {@code other} needs, round by round. */
  private static Spread ratio(
      Map<Client, List<Cost>> costs, Client one, Client other, ToDoubleFunction<Cost> figure) {
    List<Cost> ours = costs.getOrDefault(one, List.of());
    List<Cost> theirs = costs.getOrDefault(other, List.of());
    return Spread.of(
        IntStream.range(0, ROUNDS)
            .mapToObj(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i)))
            .toList());
  }

  private static Cost measure(Client client, Path place) throws Exception {
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

  private static Cost injector(int port, Path place) throws Exception {
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
      Cost cost = cost(injector.pid());
      JsonNode summary = injector.summary();
      long delivered = summary.at("/deliveries/delivered").asLong();
      if (delivered != MESSAGES) {
        throw new Rejected(Client.INJECTOR, Long.toString(delivered));
      }
      return cost;
    }
  }

  private static Cost builtIn(int port, boolean logged, Path place) throws Exception {
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
      Cost cost = cost(client.pid());
      String said = client.await("received", PATIENCE);
      if (!said.equals(MESSAGES + " of " + SECONDS * PER_SECOND)) {
        throw new Rejected(logged ? Client.BUILT_IN : Client.BUILT_IN_UNLOGGED, said);
      }
      return cost;
    }
  }

  private static Cost bare(int port, Path place) throws Exception {
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
      Cost cost = cost(client.pid());
      String said = client.await("delivered", PATIENCE);
      if (!said.startsWith(MESSAGES + " ")) {
        throw new Rejected(Client.BARE, said);
      }
      return cost;
    }
  }

  private static Peer peer(Class<?> main, List<String> arguments, Path place) throws Exception {
    return Peer.start(
        StubProcess.testJvm(main, arguments, place.resolve("client.log"))
            .withJvmOptions(WatchedInjector.OPTIONS));
  }

  /** Asked as soon as it publishes. */
  private static Cost cost(long pid) throws InterruptedException {
    long publishing = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(WARMUP.toNanos());
    double steady = millisPerSecond(pid, STEADY);
    long over = publishing + Duration.ofSeconds(SECONDS + UNDER_WAY_SECONDS).toNanos();
    TimeUnit.NANOSECONDS.sleep(over - System.nanoTime());
    return new Cost(steady * 1e3 / (PER_SECOND * CONNECTIONS), millisPerSecond(pid, IDLE));
  }

  private static double millisPerSecond(long pid, Duration time) throws InterruptedException {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    long from = System.nanoTime();
    Duration before = process.info().totalCpuDuration().orElseThrow();
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    Duration used = process.info().totalCpuDuration().orElseThrow().minus(before);
    return used.toNanos() / 1e6 / ((System.nanoTime() - from) / 1e9);
  }
}
