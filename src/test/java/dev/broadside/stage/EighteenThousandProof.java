package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.bench.BareClient;
import dev.broadside.bench.Broadcast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One broadcast to 18,000 connections loses nothing, through the whole of scan-chat: {@code
 * $connect} and its row, Scan, posts over HTTP, frames. One stage process, with fewer than 20,000
 * file descriptors.
 */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class EighteenThousandProof {
  private static final int CONNECTIONS = Integer.getInteger("broadside.connections", 18_000);
  private static final int DESCRIPTORS = 20_000;

  @TempDir private Path logs = Path.of("");

  @Test
  void oneBroadcastToEighteenThousandConnectionsLosesNothing() throws Exception {
    try (StageProcess stage =
        new StageProcess(logs, "--design", "scan-chat", "--parameter", "Fanout=async")) {
      int port = stage.next("ready").get("port").asInt();
      long start = System.nanoTime();
      try (BareClient client =
          BareClient.connected(port, "/prod", CONNECTIONS, logs.resolve("client.log"))) {
        double opening = (System.nanoTime() - start) / 1e9;
        client.publish("{\"action\":\"sendMessage\",\"message\":\"#\"}");
        Broadcast broadcast = client.awaitBroadcast();
        client.requireEach(1);
        JsonNode counters = stage.counters();
        long descriptors = descriptors(stage.pid());
        System.out.printf(
            "%d connections opened in %.1f s, %d descriptors; the first broadcast reached the last after %.2f s; counters %s%n",
            CONNECTIONS, opening, descriptors, broadcast.nanos() / 1e9, counters);
        assertEquals(CONNECTIONS, counters.get("posts").asInt());
        assertEquals(CONNECTIONS, counters.get("attempts").asInt());
        assertTrue(descriptors < DESCRIPTORS, () -> descriptors + " descriptors");
      }
    }
  }

  private static long descriptors(long pid) throws IOException {
    try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    }
  }
}
