package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.Comparison;
import dev.broadside.bench.FloorServer;
import dev.broadside.bench.Protocol;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Posts handed to the stage inside its own process reach at least 0.8 of the floor: a stage cannot
 * be much closer to what the machine allows.
 */
@Tag("proof")
@Isolated("what runs beside it is in its numbers")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class FloorProof {
  private static final int CONNECTIONS = Integer.getInteger("broadside.connections", 5_000);
  private static final int PAYLOAD = 128;

  @TempDir private Path logs = Path.of("");

  /**
   * On the stage's event loop, where HTTP posts are handled too; from a thread of its own, which
   * takes a third core, less is asked.
   */
  @ParameterizedTest
  @CsvSource({"here, 0.8", "there, 0.6"})
  void postsInsideTheProcessReachTheirShareOfTheFloor(String where, double share) throws Exception {
    try (FloorServer floor = FloorServer.start(CONNECTIONS, PAYLOAD, logs);
        InsideStage stage = new InsideStage(PAYLOAD, logs)) {
      stage.client().open(CONNECTIONS);
      Protocol protocol = Protocols.ofThisRun();
      Comparison compared = Comparison.of(floor, stage.posting(where), protocol);
      floor.requireEach(protocol.broadcastsOfASide());
      stage.client().requireEach(protocol.broadcastsOfASide());
      System.out.printf(
          "%d connections, posts from %s: floor %s deliveries/s, stage %s, ratio %s%n",
          CONNECTIONS,
          where,
          compared.a().text("%,.0f"),
          compared.b().text("%,.0f"),
          compared.ratio().text("%.2f"));
      assertTrue(compared.ratio().median() >= share, () -> "ratio " + compared.ratio());
    }
  }
}
