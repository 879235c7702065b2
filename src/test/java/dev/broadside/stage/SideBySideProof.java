package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.broadside.bench.BareClient;
import dev.broadside.bench.Comparison;
import dev.broadside.bench.Protocol;
import dev.broadside.bench.Side;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The local stage beside serverless-offline: the same 1,000 subscribers on the bare client, a
 * handler that posts to a list in memory with 50 posts in flight, each in its ecosystem's SDK.
 */
@Tag("proof")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class SideBySideProof {
  private static final int FEW = 100;
  private static final int CONNECTIONS = 1_000;
  private static final int MANY = 8_000;
  private static final double TIMES_AS_FAST = 6;
  private static final double TIMES_AS_FAST_DIRECT = 12;
  private static final double SHARE_OF_MEMORY = 1.0 / 3;
  private static final String BROADCAST = "{\"action\":\"broadcast\"}";

  @TempDir private Path logs = Path.of("");

  @Test
  void theStageIsSixTimesAsFastWithAThirdOfTheMemory() throws Exception {
    assumeTrue(
        ServerlessOffline.isPossible(),
        "npm is missing, so serverless-offline cannot be measured beside: install Node.js with npm");
    try (ServerlessOffline theirs = ServerlessOffline.start(logs);
        ListedStage ours = ListedStage.start(logs);
        BareClient theirClient = BareClient.start(theirs.port(), "/", logs.resolve("theirs.log"));
        BareClient ourClient = BareClient.start(ours.port(), "/prod", logs.resolve("ours.log"))) {
      Scales theirScales = () -> theirs.memory(theirClient);
      MemoryInUse[] cold = {
        added(theirClient, FEW, CONNECTIONS, theirScales),
        added(ourClient, FEW, CONNECTIONS, ours::memory)
      };
      Comparison speed = speed(theirClient, ourClient);
      MemoryInUse[] warm = {
        added(theirClient, CONNECTIONS, MANY, theirScales),
        added(ourClient, CONNECTIONS, MANY, ours::memory)
      };
      print(speed);
      print(FEW, CONNECTIONS, cold);
      print(CONNECTIONS, MANY, warm);
      assertAll(
          () -> assertTrue(speed.ratio().median() >= TIMES_AS_FAST, speed::toString),
          () -> assertTrue(warm[1].live() <= SHARE_OF_MEMORY * warm[0].live(), "live memory"));
    }
  }

  /** With our handler posting without the SDK. */
  @Test
  void withDirectItIsTwelveTimesAsFast() throws Exception {
    assumeTrue(
        ServerlessOffline.isPossible(),
        "npm is missing, so serverless-offline cannot be measured beside: install Node.js with npm");
    try (ServerlessOffline theirs = ServerlessOffline.start(logs);
        ListedStage ours = ListedStage.start(logs, Map.of("Fanout", "direct"), "ideal");
        BareClient theirClient = BareClient.start(theirs.port(), "/", logs.resolve("theirs.log"));
        BareClient ourClient = BareClient.start(ours.port(), "/prod", logs.resolve("ours.log"))) {
      theirClient.open(CONNECTIONS);
      ourClient.open(CONNECTIONS);
      Comparison speed = speed(theirClient, ourClient);
      print(speed);
      assertTrue(speed.ratio().median() >= TIMES_AS_FAST_DIRECT, speed::toString);
    }
  }

  /** Of broadcasts that each connection got once. */
  private static Comparison speed(BareClient theirs, BareClient ours) throws Exception {
    Protocol protocol = Protocols.ofThisRun();
    Comparison speed = Comparison.of(side(theirs), side(ours), protocol);
    theirs.requireEach(protocol.broadcastsOfASide());
    ours.requireEach(protocol.broadcastsOfASide());
    return speed;
  }

  /** Counts the memory of a stage. */
  private interface Scales {
    MemoryInUse weigh() throws Exception;
  }

  private static MemoryInUse added(BareClient client, int few, int many, Scales scales)
      throws Exception {
    client.open(few);
    MemoryInUse before = settled(scales);
    client.open(many);
    return settled(scales).perConnection(before, many - few);
  }

  /** Weighs until nothing of what has ended goes away any more. */
  private static MemoryInUse settled(Scales scales) throws Exception {
    MemoryInUse weight = scales.weigh();
    for (MemoryInUse before = null; before == null || weight.live() < 0.999 * before.live(); ) {
      before = weight;
      weight = scales.weigh();
    }
    return weight;
  }

  private static Side side(BareClient client) {
    return () -> {
      client.publish(BROADCAST);
      return client.awaitBroadcast();
    };
  }

  private static void print(Comparison speed) {
    System.out.printf(
        """
        %,d connections            | serverless-offline 14.8.2 | local stage
        deliveries/s               | %s | %s
        ratio                      | 1 | %s
        """,
        CONNECTIONS, speed.a().text("%,.0f"), speed.b().text("%,.0f"), speed.ratio().text("%.1f"));
  }

  private static void print(int few, int many, MemoryInUse[] added) {
    System.out.printf(
        """
        bytes for each from %,d to %,d | |
        live                       | %,d | %,d
        resident                   | %,d | %,d
        """,
        few, many, added[0].live(), added[1].live(), added[0].resident(), added[1].resident());
  }
}
