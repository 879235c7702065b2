package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.capacity.Finding.End;
import dev.broadside.capacity.Probe.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchTest {
  private static final Outcome GOOD = new Outcome.Counted(Evidence.ofSlow(300, 0, false));
  private static final Outcome BAD = new Outcome.Counted(Evidence.ofSlow(300, 300, false));
  private static final Outcome UNCLEAR = new Outcome.Counted(Evidence.ofSlow(300, 3, false));
  private static final Outcome REFUSED = new Outcome.Refused("injector busier than 80%");
  private static final Plan PLAN = new Plan(Searches.goal(Goal.DEFAULT), 10, 100, 100_000, 1);

  private final List<Probe> asked = new ArrayList<>();

  private Finding search(Plan plan, Function<Probe, Outcome> target) {
    Search search = new Search(plan);
    while (true) {
      switch (search.next()) {
        case Finding finding -> {
          return finding;
        }
        case Probe probe -> {
          asked.add(probe);
          search.take(target.apply(probe));
        }
      }
    }
  }

  private List<Double> loads(Purpose purpose) {
    return asked.stream().filter(p -> p.purpose() == purpose).map(Probe::load).toList();
  }

  @Test
  void anSloThatNeverHoldsIsKnownAfterTheFirstPoint() {
    assertEquals(new Finding.NeverHeld(10, Cause.LATENCY), search(PLAN, probe -> BAD));
    assertEquals(1, asked.size());
  }

  @Test
  void theRampDoublesFromTheStartUntilALoadBreaks() {
    search(PLAN, probe -> probe.load() > 700 ? BAD : GOOD);
    assertEquals(List.of(10.0), loads(Purpose.FIRST));
    assertEquals(List.of(100.0, 200.0, 400.0, 800.0), loads(Purpose.RAMP));
  }

  @Test
  void bothEndsAreMeasuredTwiceMoreBeforeTheyAreAnAnswer() {
    Finding.Bracket bracket =
        assertInstanceOf(
            Finding.Bracket.class, search(PLAN, probe -> probe.load() > 700 ? BAD : GOOD));
    assertTrue(bracket.holds() <= 700 && bracket.breaks() > 700, bracket::toString);
    assertTrue(bracket.breaks() <= 1.05 * bracket.holds(), bracket::toString);
    assertEquals(List.of(bracket.holds(), bracket.holds()), loads(Purpose.CONFIRM_HOLDS));
    assertEquals(List.of(bracket.breaks(), bracket.breaks()), loads(Purpose.CONFIRM_BREAKS));
  }

  @Test
  void smallNumbersOfConnectionsEndAtNeighbours() {
    Plan small = new Plan(PLAN.goal(), 1, 4, 100, 1);
    assertEquals(
        new Finding.Bracket(7, 8, Cause.LATENCY),
        search(small, probe -> probe.load() > 7 ? BAD : GOOD));
  }

  @Test
  void anUndecidedPointGetsTwiceAndThenFourTimesTheBroadcasts() {
    search(PLAN, probe -> probe.load() > 100 ? BAD : probe.load() < 100 ? GOOD : UNCLEAR);
    assertEquals(
        List.of(1, 1, 2), asked.stream().filter(p -> p.load() == 100).map(Probe::times).toList());
  }

  @Test
  void whatStaysUndecidedStaysInsideTheBracket() {
    Finding.Bracket bracket =
        assertInstanceOf(
            Finding.Bracket.class,
            search(PLAN, probe -> probe.load() > 500 ? BAD : probe.load() < 300 ? GOOD : UNCLEAR));
    assertTrue(bracket.holds() < 300 && bracket.holds() > 300 / 1.06, bracket::toString);
    assertTrue(bracket.breaks() > 500 && bracket.breaks() < 500 * 1.06, bracket::toString);
  }

  @Test
  void anSloThatAlwaysHoldsEndsAtTheCeiling() {
    Finding.AlwaysHeld held =
        assertInstanceOf(Finding.AlwaysHeld.class, search(PLAN, probe -> GOOD));
    assertEquals(100_000, held.holds());
    assertEquals(End.CEILING, held.end());
  }

  @Test
  void aRefusedPointIsRepeatedAndThenEndsTheSearchWithoutACapacity() {
    Finding finding = search(PLAN, probe -> probe.load() > 300 ? REFUSED : GOOD);
    assertEquals(new Finding.AlwaysHeld(200, End.INJECTOR, "injector busier than 80%"), finding);
    assertEquals(3, asked.stream().filter(p -> p.load() == 400).count());
  }

  @Test
  void theInjectorIsBlamedOnlyForItsOwnChecks() {
    Outcome stage = new Outcome.Refused("the local stage did not start");
    assertEquals(
        new Finding.AlwaysHeld(200, End.MEASUREMENT, "the local stage did not start"),
        search(PLAN, probe -> probe.load() > 300 ? stage : GOOD));
  }

  @Test
  void aPointThatIsRefusedOnceCountsForNothing() {
    Finding finding =
        search(PLAN, probe -> asked.size() % 3 == 2 ? REFUSED : probe.load() > 700 ? BAD : GOOD);
    assertInstanceOf(Finding.Bracket.class, finding);
  }

  @Test
  void aRefusalInsideTheBracketLeavesNoCapacity() {
    Finding finding =
        search(PLAN, probe -> probe.load() > 700 ? BAD : probe.load() > 450 ? REFUSED : GOOD);
    assertEquals(
        new Finding.Unfinished(400.0, 800.0, End.INJECTOR, "injector busier than 80%"), finding);
  }

  /** The target becomes slower and slower: what held long before does not hold any more. */
  @Test
  void aTargetThatDriftsGivesNoAnswer() {
    Finding finding = search(PLAN, probe -> asked.size() > 8 || probe.load() > 700 ? BAD : GOOD);
    assertInstanceOf(Finding.Drifted.class, finding);
  }

  /** So near to the knee a load does not hold now and then, without any drift. */
  @Test
  void whereNothingHeldFarBelowTheKneeNoDriftIsClaimed() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SimulatedStage stage = SimulatedStage.soft(1_000, 8);
      Plan near = new Plan(PLAN.goal(), 940, 940, 1e9, 1);
      Finding finding = search(near, probe -> stage.measure(probe, random));
      assertFalse(finding instanceof Finding.Drifted, finding::toString);
    }
    assertEquals(List.of(), loads(Purpose.DRIFT));
  }

  @Test
  void aSingleBadMomentIsNoDrift() {
    boolean[] spent = {false};
    Finding finding =
        search(
            PLAN,
            probe -> {
              if (probe.purpose() == Purpose.DRIFT && !spent[0]) {
                spent[0] = true;
                return BAD;
              }
              return probe.load() > 700 ? BAD : GOOD;
            });
    assertTrue(spent[0]);
    assertInstanceOf(Finding.Bracket.class, finding);
  }

  /** A hiccup at 800 made it the upper end; the stage can do more. */
  @Test
  void anUpperEndThatHoldsTwiceIsTheLowerEnd() {
    Finding.Bracket bracket =
        assertInstanceOf(
            Finding.Bracket.class,
            search(
                PLAN,
                probe ->
                    probe.load() > 2_000 || (probe.load() == 800 && probe.purpose() == Purpose.RAMP)
                        ? BAD
                        : GOOD));
    assertTrue(bracket.holds() <= 2_000 && bracket.breaks() > 2_000, bracket::toString);
  }

  @Test
  void aSearchThatIsStoppedKeepsWhatItHadAndClaimsNothing() {
    Search search = new Search(PLAN);
    search.next();
    search.take(GOOD);
    search.next();
    search.take(GOOD);
    assertEquals(
        new Finding.AlwaysHeld(100, End.BUDGET, "5 minutes are over"),
        search.stop(End.BUDGET, "5 minutes are over"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {8, 60})
  void softKneesLieInTheBracket(double k) {
    Searches found = Searches.of(50, 2, (capacity, random) -> SimulatedStage.soft(capacity, k));
    assertTrue(found.right >= 47, found::toString);
  }

  @Test
  void sharpOnesDoSoWithinFivePercent() {
    Searches found = Searches.of(50, 1, (capacity, random) -> SimulatedStage.sharp(capacity));
    assertTrue(found.right >= 47 && found.narrow == 50, found::toString);
  }
}
