package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The law's coefficients from a thousand times twelve synthetic points with 5% noise. */
@Tag("proof")
final class UslFitProof {
  private static final int TRIALS = 1_000;
  private static final double LAMBDA = 40;
  private static final double ALPHA = 0.03;
  private static final double BETA = 0.0005;

  private final List<UslFit> fits = fits(BETA);

  private static List<UslFit> fits(double beta) {
    Random random = new Random(11);
    List<UslFit> fits = new ArrayList<>();
    for (int i = 0; i < TRIALS; i++) {
      fits.add(UslFit.of(UslFitTest.points(random, LAMBDA, ALPHA, beta, 0.05)).orElseThrow());
    }
    return fits;
  }

  private void check(String name, double truth, Function<UslFit, Interval> coefficient) {
    List<Interval> all = fits.stream().map(coefficient).toList();
    double[] sorted = all.stream().mapToDouble(Interval::value).sorted().toArray();
    double median = sorted[TRIALS / 2];
    long covered = all.stream().filter(e -> e.low() <= truth && truth <= e.high()).count();
    System.out.printf(
        Locale.ROOT, "%s: truth %.6f, median %.6f, covered in %d%n", name, truth, median, covered);
    assertEquals(truth, median, 0.1 * truth, name);
    assertTrue(covered >= 930 && covered <= 970, name + " covered in " + covered);
  }

  @Test
  void whatOneDoesAlone() {
    check("lambda", LAMBDA, UslFit::lambda);
  }

  @Test
  void contention() {
    check("alpha", ALPHA, UslFit::alpha);
  }

  @Test
  void coherency() {
    check("beta", BETA, UslFit::beta);
  }

  @Test
  void aPeakIsPredictedOnlyWhereItIsKnown() {
    double truth = Math.sqrt((1 - ALPHA) / BETA);
    List<Interval> peaks = fits.stream().map(UslFit::peak).flatMap(Optional::stream).toList();
    long covered = peaks.stream().filter(e -> e.low() <= truth && truth <= e.high()).count();
    double[] values = peaks.stream().mapToDouble(Interval::value).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "peak: predicted in %d, covered in %d, truth %.1f, from %s to %s%n",
        peaks.size(),
        covered,
        truth,
        values[0],
        values[values.length - 1]);
    assertTrue(peaks.stream().allMatch(e -> e.low() > 0.75 * e.value()), "too wide below");
    assertTrue(peaks.stream().allMatch(e -> e.high() < 1.25 * e.value()), "too wide above");
    assertTrue(covered >= 0.93 * peaks.size(), "covered in " + covered + " of " + peaks.size());
    assertTrue(Arrays.stream(values).allMatch(v -> v > 0.75 * truth && v < 1.33 * truth));
  }

  @Test
  void noPeakIsPredictedWhereThereIsNone() {
    long predicted = fits(0).stream().map(UslFit::peak).filter(Optional::isPresent).count();
    assertTrue(predicted <= 10, predicted + " peaks of a law without one");
  }
}
