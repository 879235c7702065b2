package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpendingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"45m|45 min", "90s|1.5 min", "$5|$5.00", "2h,$0.50|120 min and $0.50"})
  void itReadsTimesAndAmounts(String text, String words) throws CapacityException {
    assertEquals(words, Spending.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "five minutes", "-5m", "5€", "2h;$5"})
  void whatIsNeitherIsRefusedWithAnExample(String text) {
    CapacityException refused = assertThrows(CapacityException.class, () -> Spending.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).contains("45m"), refused::toString);
  }

  @Test
  void aPointThatDoesNotFitIsNotAllowed() throws CapacityException {
    Spending spending = Spending.parse("10m,$1");
    Duration eight = Duration.ofMinutes(8);
    assertTrue(spending.allows(eight, Duration.ofMinutes(2), 0.5, 0.5));
    assertFalse(spending.allows(eight, Duration.ofMinutes(3), 0, 0));
    assertFalse(spending.allows(eight, Duration.ofMinutes(1), 0.9, 0.2));
  }
}
