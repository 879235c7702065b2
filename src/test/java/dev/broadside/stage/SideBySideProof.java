package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.broadside.bench.BareClient;
import dev.broadside.bench.Comparison;
import dev.broadside.bench.Protocol;
import dev.broadside.bench.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final double TIMES_AS_FAST = 6;
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
      long theirBytes = theirBytes(theirs, theirClient);
      long[] ourBytes = ourBytes(ours, ourClient);
      Protocol protocol = Protocols.ofThisRun();
      Comparison speed = Comparison.of(side(theirClient), side(ourClient), protocol);
      theirClient.requireEach(protocol.broadcastsOfASide());
      ourClient.requireEach(protocol.broadcastsOfASide());
      print(speed, theirBytes, ourBytes);
      assertAll(
          () -> assertTrue(speed.ratio().median() >= TIMES_AS_FAST, speed::toString),
          () -> assertTrue(ourBytes[0] <= SHARE_OF_MEMORY * theirBytes, "memory"));
    }
  }

  private static Side side(BareClient client) {
    return () -> {
      client.publish(BROADCAST);
      return client.awaitBroadcast();
    };
  }

  /** Resident bytes for each connection that was added. */
  private static long theirBytes(ServerlessOffline theirs, BareClient client) throws Exception {
    client.open(FEW);
    long few = residentAfterCollection(theirs, client);
    client.open(CONNECTIONS);
    return (residentAfterCollection(theirs, client) - few) / (CONNECTIONS - FEW);
  }

  private static long residentAfterCollection(ServerlessOffline theirs, BareClient client)
      throws Exception {
    client.publish("{\"action\":\"collect\"}");
    theirs.awaitCollection();
    return resident(theirs.pid());
  }

  /** The same, of the stage's process and of the one with its functions. */
  private static long[] ourBytes(ListedStage ours, BareClient client) throws Exception {
    client.open(FEW);
    long[] few = residentAfterCollection(ours);
    client.open(CONNECTIONS);
    long[] many = residentAfterCollection(ours);
    return new long[] {
      (many[0] - few[0]) / (CONNECTIONS - FEW), (many[1] - few[1]) / (CONNECTIONS - FEW)
    };
  }

  private static long[] residentAfterCollection(ListedStage ours) throws Exception {
    ours.collect();
    return new long[] {resident(ours.pid()), resident(ours.functionsPid())};
  }

  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  private static void print(Comparison speed, long theirBytes, long[] ourBytes) {
    System.out.printf(
        """
        %,d connections            | serverless-offline 14.8.2 | local stage
        deliveries/s               | %s | %s
        ratio                      | 1 | %s
        resident bytes/connection  | %,d | %,d (and %,d in the process of the functions)
        """,
        CONNECTIONS,
        speed.a().text("%,.0f"),
        speed.b().text("%,.0f"),
        speed.ratio().text("%.1f"),
        theirBytes,
        ourBytes[0],
        ourBytes[1]);
  }
}
