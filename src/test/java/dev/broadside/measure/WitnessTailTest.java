package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs as they may be, drawn: a stage with places and moments, and what two processes stamp. */
final class WitnessTailTest {
  private static final double MS = 1e6;
  private static final int TRIALS = 600;

  /** A broadcast's own moment, and a connection's own place, then what is each delivery's own. */
  private enum Stage {
    PARALLEL(4, 0.5, 1),
    ONE_AFTER_ANOTHER(10, 800, 1),
    HEAVY_TAIL(20, 5, 60);

    private final double moment;
    private final double place;
    private final double tail;

    Stage(double moment, double place, double tail) {
      this.moment = moment;
      this.place = place;
      this.tail = tail;
    }

    /** Each connection's latencies: the same broadcasts for all of them. */
    long[][] draw(SplittableRandom random, int connections, int broadcasts) {
      double[] moments = random.doubles(broadcasts).map(each -> moment * each * each).toArray();
      return IntStream.range(0, connections)
          .mapToObj(
              connection -> {
                double at = place * random.nextDouble();
                return Arrays.stream(moments)
                    .mapToLong(
                        when -> (long) (MS * (10 + when + at + tail * own(random.nextDouble()))))
                    .toArray();
              })
          .toArray(long[][]::new);
    }

    /** Pareto's law, which has no variance with such a shape. */
    private static double own(double uniform) {
      return Math.pow(1 - uniform, -1 / 1.5) - 1;
    }
  }

  private static double[] tails(long[][] connections, int from, int to) {
    ConnectionMedians tails =
        new ConnectionMedians(IntStream.range(0, to - from).toArray(), to - from, 1);
    for (int connection = from; connection < to; connection++) {
      for (long latency : connections[connection]) {
        tails.add(connection - from, latency);
      }
    }
    return tails.tailNanos();
  }

  @ParameterizedTest
  @CsvSource({"50,7,20", "100,15,40"})
  void aSoundRunFailsInOneOfAThousandAtMostEvenWithoutTheMargin(
      int own, int witnesses, int broadcasts) {
    SplittableRandom random = new SplittableRandom(8);
    int alarms = 0;
    for (Stage stage : Stage.values()) {
      for (int trial = 0; trial < TRIALS; trial++) {
        long[][] all = stage.draw(random, own + witnesses, broadcasts);
        double[] witness = tails(all, own, own + witnesses);
        alarms += WitnessBand.of(tails(all, 0, own), witness, 0, 0).holds() ? 0 : 1;
      }
    }
    // Of 1.8 expected at most, more than 8 have a chance of 1 in 7,000.
    assertTrue(alarms <= 8, alarms + " of " + 3 * TRIALS);
  }

  @Test
  void anInjectorThatStampsOneDeliveryInFiveLateIsCaughtHereAndNotByItsMedian() {
    SplittableRandom random = new SplittableRandom(9);
    long[][] all = Stage.PARALLEL.draw(random, 115, 60);
    for (long[] own : Arrays.copyOf(all, 100)) {
      Arrays.setAll(own, i -> own[i] + (random.nextInt(5) == 0 ? (long) (40 * MS) : 0));
    }
    double[] medians = medians(all, 0, 100);
    assertTrue(WitnessBand.of(medians, medians(all, 100, 115), 0).holds());
    RunSummary.Check check = check(tails(all, 0, 100), tails(all, 100, 115), 100);
    assertFalse(check.ok(), check.value() + ", limit " + check.limit());
  }

  private static double[] medians(long[][] connections, int from, int to) {
    return Arrays.stream(connections, from, to)
        .mapToDouble(
            each -> Arrays.stream(each).sorted().skip(each.length / 2).findFirst().orElse(0))
        .toArray();
  }

  private static RunSummary.Check check(double[] own, double[] witness, long limitMillis) {
    return WitnessTail.of(own, witness, 0, (long) (limitMillis * MS));
  }

  private static double[] millis(int count, double millis) {
    return IntStream.range(0, count).mapToDouble(each -> millis * MS).toArray();
  }

  @Test
  void theMarginIsWhatTheInjectorMayBeLateByBetweenTwoAndTenMilliseconds() {
    assertTrue(check(millis(100, 21.9), millis(15, 20), 1).ok());
    assertFalse(check(millis(100, 22.1), millis(15, 20), 1).ok());
    assertFalse(check(millis(100, 25.1), millis(15, 20), 5).ok());
    assertTrue(check(millis(100, 29.9), millis(15, 20), 500).ok());
    assertFalse(check(millis(100, 30.1), millis(15, 20), 500).ok());
  }

  @Test
  void ofFewerThanTwentyLatenciesItIsNotAsked() {
    long[][] few = Stage.PARALLEL.draw(new SplittableRandom(1), 115, 19);
    RunSummary.Check check = check(tails(few, 0, 100), tails(few, 100, 115), 10);
    assertEquals("not asked", check.value());
    assertTrue(check.ok());
  }

  @Test
  void theTailIsTheLeastThatNineInTenDoNotExceed() {
    Reservoir reservoir = new Reservoir(1);
    for (int value = 100; value > 0; value--) {
      reservoir.add(value);
    }
    assertEquals(90, reservoir.quantile(WitnessTail.SHARE));
  }
}
