package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "0.0004821, 0.482 µs",
    "0.4821, 482 µs",
    "0.99949, 999 µs",
    "0.9996, 1.00 ms",
    "48.15, 48.2 ms",
    "5, 5.00 ms",
    "999.4, 999 ms",
    "999.6, 1.00 s",
    "1230, 1.23 s",
    "59999, 60.0 s",
    "599000, 599 s",
    "600000, 10.0 min",
    "-1.5, -1.50 ms",
    "Infinity, ∞",
    "NaN, –",
  })
  void aDurationHasThreeDigitsAndTheUnitThatFits(double millis, String printed) {
    assertEquals(printed, Figures.duration(millis));
  }

  @Test
  void aPercentileThatFallsOnALossIsInfiniteAndOneOfNothingUnknown() {
    assertEquals("∞", Figures.percentile(60, null));
    assertEquals("–", Figures.percentile(0, null));
    assertEquals("1,230", Figures.percentileMillis(60, 1230.4));
    assertEquals("0.0500", Figures.percentileMillis(60, 0.05));
  }
}
