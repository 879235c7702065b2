package dev.broadside.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogTest {
  @Test
  void holdsTheWholeChecklistInItsOrder() {
    List<String> ids = new ArrayList<>();
    for (String group : List.of("C9", "R6", "M6", "F6", "D4", "A10")) {
      int last = Integer.parseInt(group.substring(1));
      for (int number = 1; number <= last; number++) {
        ids.add(group.charAt(0) + "" + number);
      }
    }
    assertEquals(ids, Catalog.all().stream().map(Check::id).toList());
  }

  @Test
  void everyCheckSaysWhyItIsBelievedInALineOfItsOwn() {
    for (Check check : Catalog.all()) {
      assertTrue(!check.evidence().source().isBlank(), check.id());
      assertTrue(check.sentence().length() <= 66, check.id() + " is too long for the table");
    }
  }

  @Test
  void anUnknownIdIsNamed() {
    assertEquals(Set.of("C99"), Catalog.unknown(Set.of("C4", "C99")));
  }
}
