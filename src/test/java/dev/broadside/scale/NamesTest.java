package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
final class NamesTest {
  /** Items are found by the order of their names, on injectors of any locale. */
  @Test
  void namesHaveTheSameDigitsEverywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("hb#0007", Names.beat(7));
      assertEquals("part#0007#a#0012", Names.part(7, "a", 12));
      assertEquals(7, Names.number(Names.beat(7)));
    } finally {
      Locale.setDefault(before);
    }
  }
}
