package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges 1,000 benchmarks of 100 forks, with the launcher's 256 MiB of heap. */
@Tag("proof")
class GateVolumeProof {
  private static final int BENCHMARKS = 1_000;
  private static final int FORKS = 100;
  private static final int ITERATIONS = 5;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir private Path folder = Path.of("");

  private void write(String name, long seed) throws IOException {
    Random random = new Random(seed);
    try (Writer file = Files.newBufferedWriter(folder.resolve(name))) {
      for (int i = 0; i < BENCHMARKS; i++) {
        file.write(i == 0 ? "[" : ",");
        file.write(
            ("{\"benchmark\": \"x.B.b%s\", \"mode\": \"avgt\", \"forks\": %s,"
                    + " \"measurementIterations\": %s, \"primaryMetric\": {\"scoreUnit\": \"ns/op\","
                    + " \"rawData\": [")
                .formatted(i, FORKS, ITERATIONS));
        for (int fork = 0; fork < FORKS; fork++) {
          file.write(fork == 0 ? "[" : "],[");
          for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double time = 100 * Math.exp(0.03 * random.nextGaussian());
            file.write((iteration == 0 ? "" : ",") + String.format(Locale.ROOT, "%.12f", time));
          }
        }
        file.write("]]}}");
      }
      file.write("]");
    }
  }

  @Test
  void areJudgedInSeconds() throws Exception {
    write("base.json", 1);
    write("head.json", 2);

    long start = System.nanoTime();
    ForeignProject.End end =
        ForeignProject.gate(folder, said -> {}, "--results", "base.json", "head.json");
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    System.out.println(BENCHMARKS + " benchmarks of " + FORKS + " forks: " + took);
    assertEquals(ExitCode.PASS, end.exitCode(), end.error());
    assertTrue(took.compareTo(LIMIT) < 0, took.toString());
  }
}
