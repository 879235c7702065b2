package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What text may go on to other people. */
final class PlainTextTest {

  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(40);
  }

  @Property(tries = 300)
  void whatIsAcceptedReachesReadersAsItWasSent(@ForAll("texts") String text) {
    try {
      byte[] sent = PlainText.message("message", text).getBytes(StandardCharsets.UTF_8);
      assertEquals(text, new String(sent, StandardCharsets.UTF_8));
      assertEquals(0, text.chars().filter(c -> c < ' ' && "\t\n\r".indexOf(c) < 0).count());
    } catch (BadRequestException refused) {
      boolean broken = !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      boolean control = text.chars().anyMatch(Character::isISOControl);
      assertEquals(true, broken || control || text.isBlank(), refused.sentence());
    }
  }

  @Property(tries = 100)
  void aControlCharacterAnywhereIsFound(
      @ForAll("texts") String text, @ForAll @IntRange(max = 0x1F) int control) {
    Assume.that("\t\n\r".indexOf(control) < 0);
    assertThrows(
        BadRequestException.class,
        () -> PlainText.message("message", "a" + text + Character.toString(control)));
  }

  @Property(tries = 20)
  void aMessageOf128KilobytesFitsAndOneByteMoreDoesNot(@ForAll @IntRange(max = 3) int over)
      throws BadRequestException {
    String text = "é".repeat(PlainText.MOST_BYTES / 2);
    if (over == 0) {
      assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), PlainText.fitting("The text", text));
    } else {
      assertThrows(
          BadRequestException.class, () -> PlainText.fitting("The text", text + "x".repeat(over)));
    }
  }
}
