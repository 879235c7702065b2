package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.gate.GateReport.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final BenchmarkId FAST = new BenchmarkId("x.B.fast", Map.of());
  private static final BenchmarkId SLOW = new BenchmarkId("x.B.slow", Map.of());
  private static final Duration FORK = Duration.ofSeconds(1);
  private static final Duration JUMP = Duration.ofDays(1);

  private final AtomicLong clock = new AtomicLong();
  private final List<Side> forks = new ArrayList<>();
  private double slowdown = 1;
  private int interruptedAt = Integer.MAX_VALUE;
  private IntPredicate untrusted = fork -> false;
  private int asked;
  private int jumpAt = Integer.MAX_VALUE;
  private int forksAtOnce = 1;
  private String headUnit = "ns/op";
  private boolean together;

  /** A bench whose forks take a second of a clock of ours. */
  private final class Fake implements Bench {
    private final SplittableRandom noise = new SplittableRandom(5);

    @Override
    public SortedSet<BenchmarkId> list(Side side) {
      return new TreeSet<>(List.of(FAST, SLOW));
    }

    @Override
    public Results fork(Side side, BenchmarkId id) throws GateException, InterruptedException {
      if (untrusted.test(asked++)) {
        Results counts = new Results();
        counts.count(id, "posts", List.of(side == Side.HEAD ? 11.0 : 10.0));
        throw new UntrustedForkException("INVALID", counts);
      }
      if (forks.size() == interruptedAt) {
        throw new InterruptedException();
      }
      forks.add(side);
      clock.addAndGet(FORK.toNanos() + (forks.size() == jumpAt ? JUMP.toNanos() : 0));
      Results results = new Results();
      for (BenchmarkId measured : together ? list(side) : List.of(id)) {
        double slower = side == Side.HEAD && measured.equals(SLOW) ? slowdown : 1;
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < forksAtOnce; i++) {
          times.add(100 * slower * Math.exp(0.01 * noise.nextGaussian()));
        }
        String unit = side == Side.HEAD ? headUnit : "ns/op";
        results.timings().put(measured, new Timing("avgt", unit, times, new TreeMap<>()));
      }
      return results;
    }
  }

  private Comparison comparison() {
    Suite suite = new Suite(2, Rules.STANDARD, new SplittableRandom(3));
    Fake bench = new Fake();
    return new Comparison(
        List.of(FAST, SLOW), Map.of(FAST, bench, SLOW, bench), suite, new Mixed(false), clock::get);
  }

  private static List<Row> rows(Comparison comparison) {
    return new PairedRows(comparison, Rules.STANDARD).rows();
  }

  @Test
  void aPlantedTenPercentIsRegressedAndNamed() throws GateException {
    slowdown = 1.1;
    Comparison comparison = comparison();
    comparison.run(Duration.ofMinutes(15));

    List<Row> rows = rows(comparison);
    assertEquals(Verdict.PASS, rows.getFirst().verdict());
    assertEquals("x.B.slow", rows.getLast().benchmark());
    assertEquals(Verdict.REGRESSED, rows.getLast().verdict());
    assertEquals("confirmation", rows.getLast().basis());
    assertEquals(1.1, Objects.requireNonNull(rows.getLast().ratio()), 0.02);
    assertTrue(Objects.requireNonNull(rows.getLast().detectable()) < 0.10);
    assertEquals(18, rows.getLast().headForks());
  }

  @Test
  void equalCodePassesWithItsRulerAndLeavesTheForksBalanced() throws GateException {
    Comparison comparison = comparison();
    comparison.run(Duration.ofMinutes(15));

    assertEquals(
        List.of(Verdict.PASS, Verdict.PASS), rows(comparison).stream().map(Row::verdict).toList());
    assertTrue(comparison.suite().ruler().holds());
    // 2 benchmarks x 6 pairs; the ruler's 6 pairs are the base twice.
    assertEquals(12, forks.stream().filter(side -> side == Side.HEAD).count());
    assertEquals(24, forks.stream().filter(side -> side == Side.BASE).count());
  }

  @Test
  void aBudgetThatEndsLeavesThingsInconclusive() throws GateException {
    Comparison comparison = comparison();
    comparison.run(Duration.ofSeconds(10));

    assertEquals(8, forks.size());
    assertEquals(Verdict.INCONCLUSIVE, rows(comparison).getFirst().verdict());
    assertTrue(String.valueOf(rows(comparison).getFirst().note()).contains("give --budget more"));
  }

  /** As after a machine that slept: its wall clock is not asked (ArchitectureTest), this one is. */
  @Test
  void aClockThatJumpsEndsTheBudgetAndPassesNothing() throws GateException {
    jumpAt = 3;
    slowdown = 1.1;
    Comparison comparison = comparison();
    comparison.run(Duration.ofMinutes(15));

    assertEquals(4, forks.size());
    for (Row row : rows(comparison)) {
      assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    }
  }

  @Test
  void anInterruptionDropsAndCountsTheOpenPair() throws GateException {
    interruptedAt = 5;
    Comparison comparison = comparison();
    comparison.run(Duration.ofMinutes(15));

    assertTrue(comparison.interrupted());
    assertEquals(1, comparison.droppedPairs());
    assertEquals(5, forks.size());
  }

  @Test
  void aPairWithAForkThatCannotBeTrustedIsDroppedAndMeasuredAgain() throws GateException {
    untrusted = fork -> fork % 10 == 1;
    slowdown = 1.1;
    Comparison comparison = comparison();
    comparison.run(Duration.ofMinutes(15));

    assertTrue(comparison.droppedPairs() > 5, comparison.droppedPairs() + " dropped");
    assertFalse(comparison.interrupted());
    List<Row> rows = rows(comparison);
    assertEquals(Verdict.PASS, rows.getFirst().verdict());
    assertEquals(Verdict.REGRESSED, rows.getLast().verdict());
  }

  @Test
  void forksThatCanNeverBeTrustedEndItWithNothingButTheirCounters() throws GateException {
    untrusted = fork -> true;
    Comparison comparison = comparison();
    comparison.run(Duration.ofMinutes(15));

    assertEquals(6, asked);
    assertEquals("INVALID", comparison.gaveUp());
    for (Row row : rows(comparison)) {
      assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    }
    List<GateReport.CounterRow> counters =
        Counters.compare(comparison.base(), comparison.head(), Map.of());
    assertFalse(counters.isEmpty());
    counters.forEach(row -> assertEquals(Verdict.REGRESSED, row.verdict()));
  }

  @Test
  void whatOneRunMeasuresTogetherIsNotMeasuredTwice() throws GateException {
    together = true;
    slowdown = 1.1;
    Comparison comparison = comparison();
    comparison.run(Duration.ofMinutes(15));

    assertEquals(Verdict.REGRESSED, rows(comparison).getLast().verdict());
    // 6 pairs of the screen and 12 of the confirmation for both, and 6 of the ruler.
    assertEquals(48, forks.size());
  }

  @Test
  void forksThatCannotBeComparedAreErrors() {
    headUnit = "us/op";
    assertThrows(GateException.class, () -> comparison().run(Duration.ofMinutes(1)));
    headUnit = "ns/op";
    forksAtOnce = 2;
    GateException several =
        assertThrows(GateException.class, () -> comparison().run(Duration.ofMinutes(1)));
    assertTrue(String.valueOf(several.getMessage()).contains("take -f out of the jmh command"));
    assertFalse(forks.isEmpty());
  }

  @Test
  void jmhsListingIsReadWithItsParameters() {
    assertEquals(
        List.of("x.B.a (room=1, size=10)", "x.B.a (room=1, size=20)", "x.B.b"),
        JmhBench.parse(
                """
                # a line before
                Benchmarks:\s
                x.B.a
                  param "size" = {10, 20}
                  param "room" = {1}
                x.B.b
                """)
            .stream()
            .map(BenchmarkId::toString)
            .toList());
  }
}
