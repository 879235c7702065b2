package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ProcessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;

/** A benchmark from the command's side to JMH's fork and back. */
@Timeout(300)
@Tag("proof") // Run by .ci/proofs.
class MessageBenchIT {
  private static final Depth SHORT = new Depth(1, 1, 1, TimeValue.milliseconds(20));

  /** Whoever else benchmarks on this machine does not matter here. */
  @BeforeAll
  static void ignoreTheLock() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void aBenchmarkLeavesItsResultsInTheFolder(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("logs"));
    Timing timing =
        Objects.requireNonNull(
            MessageBench.run(List.of("findMarker"), folder, SHORT, part -> {}).get("findMarker"));
    assertTrue(timing.mean() > 0);
    assertEquals(1, timing.forks().size());
    JsonNode results = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
    assertEquals(1, results.size());
    assertEquals(
        MessageBenchmark.class.getName() + ".findMarker",
        results.path(0).path("benchmark").asText());
    assertTrue(results.path(0).path("secondaryMetrics").has("gc.alloc.rate.norm"));
  }

  @Test
  void aBenchmarkThatIsNoneIsAnErrorAndNoResult(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("logs"));
    ProcessException e =
        assertThrows(
            ProcessException.class,
            () -> MessageBench.run(List.of("nothing"), folder, SHORT, part -> {}));
    assertTrue(String.valueOf(e.getMessage()).startsWith("the benchmark failed: "), "" + e);
  }
}
