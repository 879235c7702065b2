package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real suites of equal code: eight small benchmarks, two minutes each suite, and a thread that
 * loads a core at random. An hour; {@code -Dbroadside.suites} says how many. None of 30 bounds the
 * rate of false alarms at 11% only; the models of {@code GateProof} bound it lower.
 */
@Tag("proof")
@EnabledIf("dev.broadside.cli.ForeignProject#isPossible")
class GateRealProof {
  private static final int SUITES = Integer.getInteger("broadside.suites", 30);
  private static final String BUDGET = System.getProperty("broadside.budget", "2m");
  private static final int LONGEST_PHASE_MILLIS = 5_000;

  private static final String BENCHMARKS =
      """
      package foreign;

      import java.util.*;
      import java.util.concurrent.TimeUnit;
      import org.openjdk.jmh.annotations.*;

      @State(Scope.Benchmark) @BenchmarkMode(Mode.AverageTime)
      @OutputTimeUnit(TimeUnit.NANOSECONDS)
      public class Fanout {
        byte[] bytes = "the quick brown fox jumps over the lazy dog".getBytes();
        Map<Integer, Integer> map = new HashMap<>();
        List<Integer> list = new ArrayList<>();

        @Setup public void fill() {
          for (int i = 0; i < 1000; i++) { map.put(i, i); list.add(i * 31 % 1000); }
        }
        @Benchmark public String decode() { return new String(bytes); }
        @Benchmark public int hash() { return Arrays.hashCode(bytes); }
        @Benchmark public byte[] copy() { return bytes.clone(); }
        @Benchmark public Object lookup() { return map.get(500); }
        @Benchmark public int sum() { int s = 0; for (int i : list) s += i; return s; }
        @Benchmark public Object sort() { List<Integer> l = new ArrayList<>(list); l.sort(null); return l; }
        @Benchmark public String join() { return String.join(",", "a", "b", "c"); }
        @Benchmark public Object encode() { return Base64.getEncoder().encode(bytes); }
      }
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void equalCodeIsNeverCalledSlower() throws Exception {
    ForeignProject project = ForeignProject.create(folder);
    project.write(BENCHMARKS);
    Map<Integer, Integer> codes = new TreeMap<>();
    Thread load = Thread.ofPlatform().daemon().start(GateRealProof::loadAtRandom);
    try {
      for (int suite = 1; suite <= SUITES; suite++) {
        ForeignProject.End end =
            project.gate(said -> {}, "--base", "HEAD", "--budget", BUDGET, "--seed", "" + suite);
        codes.merge(end.exitCode(), 1, Integer::sum);
        System.out.println("suite " + suite + " ended with " + end.exitCode() + ": " + codes);
      }
    } finally {
      load.interrupt();
      load.join();
    }
    int judged = codes.getOrDefault(ExitCode.PASS, 0) + codes.getOrDefault(ExitCode.INVALID, 0);
    assertEquals(SUITES, judged, codes.toString());
  }

  /** Busy and idle in turn, each for a random time up to five seconds. */
  private static void loadAtRandom() {
    Random random = new Random(1);
    while (!Thread.currentThread().isInterrupted()) {
      long busyUntil = System.nanoTime() + phase(random).toNanos();
      while (System.nanoTime() < busyUntil && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      LockSupport.parkNanos(phase(random).toNanos());
    }
  }

  private static Duration phase(Random random) {
    return Duration.ofMillis(random.nextInt(LONGEST_PHASE_MILLIS));
  }
}
