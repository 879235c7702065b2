package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final Rules RULES = Rules.STANDARD;

  /** {@code n} pairs whose mean is {@code ratio} and which lie {@code scatter} to either side. */
  private static Pairs pairs(int n, double ratio, double scatter) {
    return Pairs.of(
        DoubleStream.iterate(1, sign -> -sign)
            .limit(n)
            .map(sign -> Math.log(ratio) + sign * scatter)
            .toArray());
  }

  @Test
  void theScreenLooksAtSixPairsFirst() {
    assertEquals(Screen.MORE, Screen.of(pairs(5, 2, 0), RULES));
    assertEquals(Screen.SUSPECT, Screen.of(pairs(6, 1.04, 0), RULES));
    assertEquals(Screen.PASS, Screen.of(pairs(6, 1.02, 0.01), RULES));
  }

  @Test
  void theScreenGoesOnWhileAnythingIsPossibleAndThenLeavesItOpen() {
    assertEquals(Screen.MORE, Screen.of(pairs(6, 1, 0.2), RULES));
    assertEquals(Screen.MORE, Screen.of(pairs(15, 1, 0.2), RULES));
    assertEquals(Screen.UNDECIDED, Screen.of(pairs(16, 1, 0.2), RULES));
  }

  @Test
  void whatAScreenDecidedStaysDecided() {
    Pairs pairs = pairs(6, 1.01, 0.01);
    assertEquals(Screen.PASS, Screen.of(pairs, RULES));
    pairs.add(5);
    pairs.add(5);
    assertEquals(Screen.PASS, Screen.of(pairs, RULES));
  }

  @Test
  void theLimitOfTheScreenIsStudentsAtNinetyNinePercentOverSixLooks() {
    // Six pairs, so five degrees of freedom; the deviation of +-a is a * sqrt(6 / 5).
    double reach = StudentT.quantile(1 - 0.01 / 6, 5.0) * Math.sqrt(6 / 5.0) / Math.sqrt(6);
    double edge = Math.log(1.10) / reach;
    assertEquals(Screen.PASS, Screen.of(pairs(6, 1, edge * 0.999), RULES));
    assertEquals(Screen.MORE, Screen.of(pairs(6, 1, edge * 1.001), RULES));
  }

  @Test
  void theConfirmationLooksAtTwelveTwentyFourAndForty() {
    assertEquals(Confirmation.MORE, Confirmation.of(pairs(11, 2, 0), RULES, 1));
    assertEquals(Confirmation.REGRESSED, Confirmation.of(pairs(12, 1.10, 0.03), RULES, 1));
    assertEquals(Confirmation.PASS, Confirmation.of(pairs(12, 1, 0.03), RULES, 1));
    assertEquals(Confirmation.MORE, Confirmation.of(pairs(39, 1.04, 0.2), RULES, 1));
    assertEquals(Confirmation.INCONCLUSIVE, Confirmation.of(pairs(40, 1.04, 0.2), RULES, 1));
  }

  @Test
  void moreSuspectsNeedMoreEvidenceEach() {
    // At twelve pairs: enough for one suspect, not for fifty.
    Pairs pairs = pairs(12, 1.06, 0.035);
    assertEquals(Confirmation.REGRESSED, Confirmation.of(pairs, RULES, 1));
    assertEquals(Confirmation.MORE, Confirmation.of(pairs, RULES, 50));
  }

  @Property
  void fasterCodeIsNeverRegressed(
      @ForAll @Size(40) List<@IntRange(min = -2000, max = 0) Integer> permille) {
    Pairs pairs = Pairs.of(permille.stream().mapToDouble(p -> p / 1000.0).toArray());
    assertNotEquals(Screen.SUSPECT, Screen.of(pairs, RULES));
    assertNotEquals(Confirmation.REGRESSED, Confirmation.of(pairs, RULES, 1));
  }

  @Property
  void noVerdictDependsOnLaterPairs(
      @ForAll @Size(40) List<@IntRange(min = -300, max = 300) Integer> permille) {
    double[] logRatios = permille.stream().mapToDouble(p -> p / 1000.0).toArray();
    Confirmation decided = Confirmation.MORE;
    for (int n = 0; n <= 40; n++) {
      Confirmation now = Confirmation.of(Pairs.of(Arrays.copyOf(logRatios, n)), RULES, 3);
      assertTrue(decided == Confirmation.MORE || decided == now);
      decided = now;
    }
  }

  @Test
  void anImprovementIsTheMirroredLimitSharedByAllBenchmarks() {
    assertTrue(Screen.improved(pairs(6, 0.9, 0.01), RULES, 20));
    assertFalse(Screen.improved(pairs(6, 0.98, 0.01), RULES, 20));
    assertFalse(Screen.improved(pairs(6, 0.9, 0.05), RULES, 20));
    assertFalse(Screen.improved(pairs(5, 0.5, 0.001), RULES, 1));
  }

  @Test
  void theRulerBreaksOnlyWhenItsWholeIntervalIsBeyondHalfOfDelta() {
    assertTrue(Ruler.of(pairs(6, 1.05, 0.05), RULES).holds());
    assertFalse(Ruler.of(pairs(6, 1.05, 0.005), RULES).holds());
    assertFalse(Ruler.of(pairs(6, 0.95, 0.005), RULES).holds());
    assertTrue(Ruler.of(pairs(1, 9, 0), RULES).holds());
  }

  @Test
  void pairsAreFinite() {
    assertThrows(IllegalArgumentException.class, () -> Pairs.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Pairs.of(Math.log(0)));
  }
}
