package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An idle plain connection costs the stage at most 6 KB of heap, from 1,000 to 18,000 of them. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class IdleMemoryProof {
  private static final int FEW = 1_000;
  private static final int MANY = Integer.getInteger("broadside.connections", 18_000);
  private static final int LIMIT_BYTES = 6 << 10;
  private static final int CLASSES = 14;

  @TempDir private Path logs = Path.of("");

  @Test
  void anIdleConnectionCostsAtMostSixKilobytesOfHeap() throws Exception {
    try (InsideStage stage = new InsideStage(128, logs)) {
      stage.client().open(FEW);
      InsideStage.Memory few = stage.memory();
      stage.client().open(MANY);
      InsideStage.Memory many = stage.memory();
      long heap = (many.heap() - few.heap()) / (MANY - FEW);
      long direct = (many.direct() - few.direct()) / (MANY - FEW);
      System.out.printf(
          "%d to %d connections: %d bytes of heap and %d of direct memory for each%n",
          FEW, MANY, heap, direct);
      stage.classes().stream().limit(CLASSES).forEach(System.out::println);
      assertTrue(heap <= LIMIT_BYTES, () -> heap + " bytes of heap for each");
    }
  }
}
