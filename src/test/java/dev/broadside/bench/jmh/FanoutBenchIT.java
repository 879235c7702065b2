package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.stub.PostDelay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;

/** The fanout's benchmark with real forks and a real stub, as short as it goes. */
@Timeout(240)
@Tag("proof") // Run by .ci/proofs.
class FanoutBenchIT {
  private static final Depth SHORT = new Depth(1, 0, 1, TimeValue.milliseconds(20));

  /** Whoever else benchmarks on this machine does not matter here. */
  @BeforeAll
  static void ignoreTheLock() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyFanoutMakesThePostsThatItMust(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("logs"));
    List<FanoutRow> rows = new ArrayList<>(List.of(row(FanoutRow.SERIAL, 0)));
    FanoutRow.PARALLEL.forEach(fanout -> rows.add(row(fanout, 20)));
    List<FanoutResult> results = bench(folder, new ArrayList<>()).run(rows);
    assertEquals(rows, results.stream().map(FanoutResult::row).toList());
    for (FanoutResult result : results) {
      assertTrue(result.asPredicted(), result::toString);
      // A timer never ends early, and 48 posts fill each round: no fanout beats the law.
      assertTrue(result.delayMillis() >= 1, result::toString);
      assertTrue(result.aboveLaw() > 0, result::toString);
      assertTrue(result.cpuMicros().mean() > 0, result::toString);
      assertTrue(result.counted().bytes() > 512 * result.counted().attempts(), result::toString);
    }
  }

  @Test
  void whatAnInterruptedBenchmarkFinishedIsKept(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("logs"));
    FanoutRow first = row("direct", 0);
    FanoutRow second = row("direct", 20);
    List<FanoutResult> before = bench(folder, new ArrayList<>()).run(List.of(first));
    List<String> begun = new ArrayList<>();
    List<FanoutResult> after = bench(folder, begun).run(List.of(first, second));
    assertEquals(List.of("row 2 of 2: " + second), begun);
    assertEquals(before.getFirst(), after.getFirst());
    assertEquals(2, new ObjectMapper().readTree(folder.resolve("results.json").toFile()).size());
    assertEquals(after, Rows.in(folder, FanoutBench.NAME, FanoutResult.class).all());
  }

  private static FanoutBench bench(Path folder, List<String> begun) {
    return new FanoutBench(folder, SHORT, begun::add, 0);
  }

  private static FanoutRow row(String fanout, int percent) {
    return new FanoutRow(fanout, 40, 8, PostDelay.of("1ms"), percent, percent);
  }
}
