package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class WitnessBandTest {
  private static final double MS = 1e6;

  /** How the medians of connections may lie. */
  private enum Shape {
    /** Posts in parallel: everybody is near the middle. */
    NARROW(random -> 20 * MS + MS * (random.nextDouble() + random.nextDouble())),
    /** Posts one after another: the place in the table decides. */
    SERIAL(random -> 1_000 * MS * random.nextDouble()),
    /** Some connections are slow, and a few very slow. */
    HEAVY_TAIL(random -> 10 * MS * Math.pow(1 - random.nextDouble(), -1.2)),
    /** Two hosts, or two families of addresses. */
    TWO_CROWDS(random -> (random.nextInt(3) == 0 ? 80 : 10) * MS + MS * random.nextDouble());

    private final ToDoubleFunction<SplittableRandom> median;

    Shape(ToDoubleFunction<SplittableRandom> median) {
      this.median = median;
    }

    double[] draw(SplittableRandom random, int count) {
      return random.doubles(count).map(ignored -> median.applyAsDouble(random)).toArray();
    }
  }

  private static int alarms(Shape shape, int own, int witnesses, double late, int trials) {
    SplittableRandom random = new SplittableRandom(5);
    WitnessBand.Ranks ranks = WitnessBand.Ranks.of(own, witnesses);
    double margin = late == 0 ? 0 : WitnessBand.MARGIN_NANOS;
    int alarms = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] stamped = shape.draw(random, own);
      Arrays.setAll(stamped, i -> stamped[i] + late);
      boolean holds = ranks.band(stamped, shape.draw(random, witnesses), margin).holds();
      alarms += holds ? 0 : 1;
    }
    return alarms;
  }

  @ParameterizedTest
  @CsvSource({"32,7", "50,8", "100,7", "150,15", "400,16"})
  void aSoundRunFailsInOneOfAThousandAtMostEvenWithoutTheMargin(int own, int witnesses) {
    for (Shape shape : Shape.values()) {
      int alarms = alarms(shape, own, witnesses, 0, 2_000);
      // Of 2 expected at most, more than 8 have a chance of 1 in 4,000.
      assertTrue(alarms <= 8, shape + ": " + alarms + " of 2000");
    }
  }

  @ParameterizedTest
  @CsvSource({"32,7", "100,7", "150,15", "400,15"})
  void anInjectorThatStampsFiveMillisecondsLateIsCaught(int own, int witnesses) {
    assertEquals(200, alarms(Shape.NARROW, own, witnesses, 5 * MS, 200));
  }

  @ParameterizedTest
  @EnumSource
  void theErrorThatItSaysItWouldSeeIsTheSmallestThatItSees(Shape shape) {
    SplittableRandom random = new SplittableRandom(6);
    double[] own = shape.draw(random, 201);
    double[] witness = new double[15];
    Arrays.sort(own);
    Arrays.fill(witness, own[100]);
    double error = sight(WitnessBand.of(own, witness, 0));
    assertTrue(WitnessBand.of(later(own, error * 0.999), witness, 0).holds());
    assertFalse(WitnessBand.of(later(own, error * 1.001), witness, 0).holds());
  }

  private static double sight(WitnessBand band) {
    Double error = band.smallestErrorNanos();
    return error == null ? Double.NaN : error;
  }

  private static double[] later(double[] own, double by) {
    return Arrays.stream(own).map(value -> value + by).toArray();
  }

  @Test
  void theBandIsWiderByWhatTheClocksMayDiffer() {
    double[] own = new double[100];
    double[] witness = new double[7];
    Arrays.fill(witness, 3 * MS);
    assertFalse(WitnessBand.of(own, witness, 0).holds());
    assertTrue(WitnessBand.of(own, witness, MS).holds());
  }

  @Test
  void sevenSeeSomethingFromThirtyOneOthersOnAndFifteenFromEighteen() {
    assertNull(sight(30, 7));
    assertNotNull(sight(31, 7));
    assertNull(sight(17, 15));
    assertNotNull(sight(18, 15));
  }

  private static @Nullable Double sight(int own, int witnesses) {
    return WitnessBand.of(new double[own], new double[witnesses], 0).smallestErrorNanos();
  }

  @Test
  void anEvenNumberIsComparedByItsLowerMedianOnBothSides() {
    WitnessBand.Ranks ranks = WitnessBand.Ranks.of(200, 16);
    WitnessBand.Ranks odd = WitnessBand.Ranks.of(200, 15);
    assertTrue(ranks.from() < odd.from() && ranks.to() < odd.to(), ranks + " " + odd);
    assertEquals(199, odd.from() + odd.to());
  }
}
