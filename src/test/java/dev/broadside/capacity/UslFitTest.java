package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.capacity.UslFit.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UslFitTest {
  private static final double[] SIZES = {1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128};

  /** Twelve points of a law, each off by a share. */
  static List<Measured> points(
      Random random, double lambda, double alpha, double beta, double noise) {
    List<Measured> points = new ArrayList<>();
    for (double n : SIZES) {
      double x = lambda * n / (1 + alpha * (n - 1) + beta * n * (n - 1));
      points.add(new Measured(n, x * (1 + noise * random.nextGaussian())));
    }
    return points;
  }

  @Test
  void aLawIsFoundInItsOwnPoints() {
    UslFit fit = UslFit.of(points(new Random(1), 40, 0.03, 0.0005, 1e-6)).orElseThrow();
    assertEquals(40, fit.lambda().value(), 0.01);
    assertEquals(0.03, fit.alpha().value(), 1e-4);
    assertEquals(0.0005, fit.beta().value(), 1e-6);
    assertEquals(Math.sqrt(0.97 / 0.0005), fit.peak().orElseThrow().value(), 0.1);
  }

  @Test
  void fourPointsMakeNoLaw() {
    assertTrue(UslFit.of(points(new Random(1), 40, 0.03, 0.0005, 0).subList(0, 4)).isEmpty());
  }

  /** More rooms of the same size: their sizes differ by what the division leaves over. */
  @Test
  void sizesThatAreTheSameButForARemainderMakeNoLaw() {
    List<Measured> points = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      points.add(new Measured(20 + 0.1 * (i % 6), 1_000 + i));
    }
    assertTrue(UslFit.of(points).isEmpty());
  }

  @Test
  void aPointThatDidMoreThanItCanIsFlagged() {
    List<Measured> points = points(new Random(1), 40, 0.03, 0.0005, 0.01);
    points.set(7, new Measured(points.get(7).n(), points.get(7).x() * 1.3));
    assertEquals(List.of(7), UslFit.of(points).orElseThrow().above());
  }

  @Test
  void aPointBelowTheLawIsNotFlagged() {
    List<Measured> points = points(new Random(1), 40, 0.03, 0.0005, 0.01);
    points.set(7, new Measured(points.get(7).n(), points.get(7).x() * 0.7));
    assertEquals(List.of(), UslFit.of(points).orElseThrow().above());
  }

  @Test
  void aStraightLineHasNoPeak() {
    assertTrue(UslFit.of(points(new Random(3), 40, 0, 0, 0.05)).orElseThrow().peak().isEmpty());
  }
}
