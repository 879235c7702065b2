package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand searches on a virtual clock, against stages whose capacity is known. */
@Tag("proof")
final class SearchProof {
  private static final int SEARCHES = 1_000;
  private static final int BAR = 944;

  @Test
  void aSharpCapacityIsBracketedWithinFivePercent() {
    Searches found = Searches.of(SEARCHES, 1, (capacity, random) -> SimulatedStage.sharp(capacity));
    System.out.println("sharp: " + found);
    assertTrue(found.right >= BAR && found.narrow >= BAR, found::toString);
  }

  @ParameterizedTest
  @ValueSource(doubles = {8, 20, 60})
  void aSoftKneeLiesInTheBracketHoweverWideItIs(double k) {
    Searches found =
        Searches.of(SEARCHES, 2, (capacity, random) -> SimulatedStage.soft(capacity, k));
    System.out.println("k = " + k + ": " + found);
    assertTrue(found.right >= BAR, found::toString);
  }

  @Test
  void aThrottledInjectorIsNeverTakenForTheStage() {
    Searches found =
        Searches.of(
            SEARCHES,
            3,
            (capacity, random) ->
                SimulatedStage.sharp(capacity)
                    .byAnInjectorThatEndsAt(capacity * random.nextDouble(0.3, 0.999)));
    System.out.println("injector: " + found);
    assertEquals(0, found.brackets, found::toString);
  }
}
