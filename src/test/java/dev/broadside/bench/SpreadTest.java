package dev.broadside.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
final class SpreadTest {
  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOneWhateverTheOrder() {
    assertEquals(new Spread(3, 1, 100), Spread.of(List.of(100.0, 3.0, 1.0)));
  }

  @Test
  void theMedianOfAnEvenNumberIsHalfWayBetweenTheMiddleTwo() {
    assertEquals(new Spread(2.5, 1, 100), Spread.of(List.of(3.0, 100.0, 1.0, 2.0)));
  }

  @Test
  void oneValueIsAllThree() {
    assertEquals(new Spread(7, 7, 7), Spread.of(List.of(7.0)));
  }

  @Test
  void itReadsTheSameInEveryLocale() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    Spread spread = new Spread(1_234.5, 1, 2_000);
    assertEquals("1,234.5 (1.0 to 2,000.0)", spread.text("%,.1f"));
    assertEquals("{\"median\":1234.500,\"min\":1.000,\"max\":2000.000}", spread.json());
  }
}
