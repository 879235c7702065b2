package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BootstrapTest {

  @Test
  void oneBetaDrawStandsForAWholeResample() {
    double[] base = values(new Random(1), 80, 0);
    double[] other = values(new Random(2), 60, 3);
    Bootstrap.Interval quick =
        new Bootstrap()
            .difference(new Bootstrap.Sample(base, 80), new Bootstrap.Sample(other, 60), 0.9);
    Bootstrap.Interval slow = byResampling(base, other, 0.9);
    assertNotNull(quick);
    assertEquals(slow.low(), quick.low(), 0.4);
    assertEquals(slow.high(), quick.high(), 0.4);
  }

  @Test
  void theTruthLiesInsideAsOftenAsItIsSaid() {
    Random random = new Random(3);
    int inside = 0;
    for (int i = 0; i < 400; i++) {
      Bootstrap.Interval found =
          new Bootstrap(400).difference(sample(random, 100, 0), sample(random, 100, 2), 0.5);
      assertNotNull(found);
      inside += found.low() <= 2 && found.high() >= 2 ? 1 : 0;
    }
    assertTrue(inside >= 370 && inside <= 398, inside + " of 400");
  }

  @Test
  void ofOneRunWithItselfNothingIsShown() {
    Bootstrap.Sample same = sample(new Random(4), 500, 0);
    Bootstrap.Interval none = new Bootstrap().difference(same, same, 0.95);
    assertNotNull(none);
    assertFalse(none.excludesZero());
  }

  @Test
  void burstsCountOnceEach() {
    double[] values = values(new Random(5), 600, 0);
    Bootstrap.Sample all = new Bootstrap.Sample(values, 600);
    Bootstrap.Interval narrow = new Bootstrap().difference(all, all, 0.5);
    Bootstrap.Sample bursts = new Bootstrap.Sample(values, 60);
    Bootstrap.Interval wide = new Bootstrap().difference(bursts, bursts, 0.5);
    assertNotNull(narrow);
    assertNotNull(wide);
    assertTrue(wide.high() - wide.low() > 2 * (narrow.high() - narrow.low()));
  }

  @Test
  void whatNeverCameHasNoDifference() {
    double[] lost = {1, 2, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    Bootstrap.Sample some = new Bootstrap.Sample(lost, 4);
    assertNull(new Bootstrap().difference(some, some, 0.5));
  }

  private static Bootstrap.Sample sample(Random random, int n, double shift) {
    return new Bootstrap.Sample(values(random, n, shift), n);
  }

  private static double[] values(Random random, int n, double shift) {
    return random.doubles(n).map(u -> shift - 5 * StrictMath.log(1 - u)).sorted().toArray();
  }

  private static Bootstrap.Interval byResampling(double[] base, double[] other, double share) {
    Random random = new Random(6);
    double[] differences = new double[4_000];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = resampled(random, other, share) - resampled(random, base, share);
    }
    Arrays.sort(differences);
    return new Bootstrap.Interval(Ranks.at(differences, 0.025), Ranks.at(differences, 0.975));
  }

  private static double resampled(Random random, double[] values, double share) {
    double[] drawn =
        random.ints(values.length, 0, values.length).mapToDouble(i -> values[i]).sorted().toArray();
    return Ranks.at(drawn, share);
  }
}
