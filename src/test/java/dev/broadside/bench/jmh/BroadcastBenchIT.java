package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.stub.PostDelay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;

/** The reference handlers between a real stage and a real stub, as short as it goes. */
@Timeout(240)
@Tag("proof") // Run by .ci/proofs.
class BroadcastBenchIT {
  private static final Depth SHORT = new Depth(1, 0, 1, TimeValue.milliseconds(20));
  private static final TableShape TABLE = TableShape.REFERENCE.withRoom(20).withConnections(60);

  /** Whoever else benchmarks on this machine does not matter here. */
  @BeforeAll
  static void ignoreTheLock() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyHandlerPostsToAllWhomItsLookupFinds(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("logs"));
    List<BroadcastRow> rows =
        List.of(
            row(BroadcastRow.SCAN_CHAT, LookupRow.SCAN),
            row(BroadcastRow.ROOM_CHAT, LookupRow.QUERY),
            row(BroadcastRow.ROOM_CHAT, LookupRow.TABLE_QUERY),
            row(BroadcastRow.HISTORY_CHAT, LookupRow.SCAN));
    List<BroadcastResult> results = new BroadcastBench(folder, SHORT, row -> {}, 0).run(rows);
    assertEquals(
        List.of(60, 20, 20, 60), results.stream().map(r -> r.row().posted().receivers()).toList());
    for (BroadcastResult result : results) {
      assertTrue(result.asPredicted(), result::toString);
      assertTrue(result.read().requests() >= result.broadcasts(), result::toString);
    }
    assertEquals(results, Rows.in(folder, BroadcastBench.NAME, BroadcastResult.class).all());
  }

  private static BroadcastRow row(String design, String lookup) {
    return BroadcastRow.of(design, lookup, TABLE, FanoutRow.DIRECT, PostDelay.of("1ms"));
  }
}
