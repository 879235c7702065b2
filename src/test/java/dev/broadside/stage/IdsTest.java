package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{15}=");

  @Test
  void aHundredThousandIdsOfAllKindsAreDifferentAndWellFormedEvenWhenTheClockStands() {
    Ids ids = new Ids(() -> 1_731_324_924_553_000L);
    Set<String> seen = new HashSet<>(200_000);
    String connection = ids.connectionId();
    for (int i = 0; i < 100_000; i++) {
      String id =
          switch (i % 3) {
            case 0 -> ids.connectionId();
            case 1 -> ids.messageId(connection);
            default -> ids.requestId();
          };
      if (i % 3 == 0) {
        connection = id;
      }
      assertTrue(FORM.matcher(id).matches(), id);
      assertTrue(Ids.isWellFormed(id), id);
      assertTrue(seen.add(id), id);
    }
    assertTrue(seen.stream().anyMatch(id -> id.contains("-")), "no id has a minus");
    assertTrue(seen.stream().anyMatch(id -> id.contains("_")), "no id has an underscore");
  }

  @Property
  void whatIsNotOfThatFormIsNoId(@ForAll @StringLength(min = 14, max = 18) String text) {
    assertEquals(FORM.matcher(text).matches(), Ids.isWellFormed(text));
    String padded = text.substring(0, 14) + "A=";
    assertEquals(FORM.matcher(padded).matches(), Ids.isWellFormed(padded));
  }

  @Test
  void aMessageIdEndsLikeItsConnectionsId() {
    Ids ids = new Ids(() -> 42);
    String connection = ids.connectionId();
    assertEquals(connection.substring(8), ids.messageId(connection).substring(8));
  }
}
