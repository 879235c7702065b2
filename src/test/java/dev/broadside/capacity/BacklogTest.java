package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BacklogTest {
  private static boolean grows(int seconds, IntToDoubleFunction millis) {
    List<Backlog.Part> parts =
        IntStream.range(0, seconds)
            .mapToObj(i -> new Backlog.Part(i, millis.applyAsDouble(i), 5))
            .toList();
    return Backlog.grows(parts, 1_000);
  }

  @Test
  void whatIsLaterEachSecondGrows() {
    SplittableRandom random = new SplittableRandom(1);
    assertTrue(grows(60, i -> 50 + 20 * i + random.nextDouble(100)));
  }

  @Test
  void tooShortATimeSaysNothing() {
    assertFalse(grows(15, i -> 50 + 20 * i));
  }

  @Test
  void whatWarmsUpDoesNotGrow() {
    assertFalse(grows(60, i -> 50 + 400.0 / (1 + i)));
  }

  @Test
  void aHairsBreadthIsNoKneeHoweverCertain() {
    assertFalse(grows(60, i -> 50 + 0.1 * i));
  }

  /** Noise that begins anew each second looks like a backlog once in a hundred times. */
  @Test
  void noiseGrowsOnceInAHundredTimes() {
    SplittableRandom random = new SplittableRandom(7);
    int seen = 0;
    for (int i = 0; i < 2_000; i++) {
      seen += grows(60, s -> 500 * random.nextDouble()) ? 1 : 0;
    }
    assertEquals(20, seen, 10, "of 2,000");
  }
}
