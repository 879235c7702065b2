package dev.broadside.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final int AUDIENCE = 1_000;
  private static final long MS = 1_000_000;

  private final List<String> turns = new ArrayList<>();

  /** A side whose broadcasts take so many milliseconds, one after the other. */
  private Side side(String name, Integer... millis) {
    Iterator<Integer> next = List.of(millis).iterator();
    return () -> {
      turns.add(name);
      return new Broadcast(AUDIENCE, 7, 7 + next.next() * MS);
    };
  }

  @Test
  void aRoundIsAbbaAndAWarmUpAb() throws Exception {
    Integer[] ten = new Integer[10];
    java.util.Arrays.fill(ten, 1);
    Protocol protocol = new Protocol(1, 2, 2);
    Comparison.of(side("A", ten), side("B", ten), protocol);
    assertEquals("AABB" + "AABBBBAA".repeat(2), String.join("", turns));
    assertEquals(protocol.broadcastsOfASide(), turns.stream().filter("A"::equals).count());
  }

  @Test
  void warmUpIsInNoNumber() throws Exception {
    Comparison compared =
        Comparison.of(side("A", 9_000, 10, 10), side("B", 1, 20, 20), new Protocol(1, 1, 1));
    assertEquals(100_000, compared.a().max(), 1e-6);
    assertEquals(50_000, compared.b().max(), 1e-6);
    assertEquals(0.5, compared.ratio().median(), 1e-9);
  }

  @Test
  void aSidesRateIsAllItsDeliveriesOverAllItsTime() throws Exception {
    Comparison compared =
        Comparison.of(side("A", 10, 30, 5, 15), side("B", 10, 10, 10, 10), new Protocol(0, 1, 2));
    assertEquals(4 * AUDIENCE / 0.060, compared.a().median(), 1e-6);
    assertEquals(4 * AUDIENCE / 0.040, compared.b().median(), 1e-6);
    assertEquals(1.5, compared.ratio().median(), 1e-9);
  }

  @Test
  void aDriftOfTheMachineWithinARoundIsInBothSides() throws Exception {
    // Each turn takes one millisecond more than the one before: 10, 11, 12, 13.
    Comparison compared =
        Comparison.of(side("A", 10, 13), side("B", 11, 12), new Protocol(0, 1, 1));
    assertEquals(1, compared.ratio().median(), 1e-9);
  }

  @Test
  void theRatioIsTheMedianOfTheRoundsRatiosAndNotTheRatioOfTheMedians() throws Exception {
    // The machine is ten times slower in the first round, for both, and the second is 4 for 5.
    Comparison compared =
        Comparison.of(
            side("A", 100, 100, 10, 10, 20, 20),
            side("B", 200, 200, 8, 8, 10, 10),
            new Protocol(0, 3, 1));
    assertEquals(1.25, compared.ratio().median(), 1e-9);
    assertEquals(0.5, compared.ratio().min(), 1e-9);
    assertEquals(2, compared.ratio().max(), 1e-9);
    assertEquals(2, compared.b().median() / compared.a().median(), 1e-9);
  }

  @Test
  void aProtocolWithoutARoundIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Protocol(5, 0, 20));
    assertThrows(IllegalArgumentException.class, () -> new Protocol(5, 7, 0));
    assertThrows(IllegalArgumentException.class, () -> new Protocol(-1, 7, 20));
  }
}
