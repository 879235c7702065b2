package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.scenario.Placeholders.Name;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  @Property
  void aTextWithoutPlacesStaysAsItIs(@ForAll String text) {
    String plain = text.replace("#{", "{#");
    assertEquals(plain, Placeholders.parse(plain, Set.of()).fill(PlaceholdersTest::word));
  }

  @Property
  void whatFillsAPlaceIsNotSearchedAgain(@ForAll String before, @ForAll String value) {
    String plain = before.replace("#{", "{#");
    Placeholders places =
        Placeholders.parse(plain + "/#{room}/#{user}", Placeholders.OF_A_CONNECTION);
    String risky = value + "#{token}${HOME}";
    assertEquals(
        plain + "/" + risky + "/user-1", places.fill(name -> name == Name.ROOM ? risky : "user-1"));
  }

  @Test
  void everyPlaceIsFilledInHoweverOftenItStandsThere() {
    Placeholders places =
        Placeholders.parse("#{room}#{room}-#{user} #{token}#{marker}", Placeholders.OF_A_MESSAGE);
    assertEquals("roomroom-user tokenmarker", places.fill(PlaceholdersTest::word));
    assertEquals(2, places.count(Name.ROOM));
    assertEquals(1, places.count(Name.MARKER));
  }

  @Test
  void whatIsPutBetweenPlacesIsNoPlace() {
    Placeholders places = Placeholders.parse("A #{user}", Placeholders.OF_A_CONNECTION);
    assertEquals(
        "#{room} user",
        places.mapLiterals(x -> x.replace("A", "#{room}")).fill(PlaceholdersTest::word));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a #{rom}     | has #{rom} at character 3, which is unknown: did you mean #{room}?",
        "#{User}      | has #{User} at character 1, which is unknown: did you mean #{user}?",
        "#{}          | has #{} at character 1, which is unknown: known here are #{room}, #{user},"
            + " #{token}",
        "#{room} #{marker} | has #{marker} at character 9, which cannot stand here: known here are"
            + " #{room}, #{user}, #{token}",
        "#{room       | has #{room at character 1, which never ends: close it with }",
        "#{ room }    | has #{ at character 1, which never ends: close it with }",
      })
  void aPlaceThatIsNoneHereIsRefusedByItsPosition(String text, String sentence) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Placeholders.parse(text, Placeholders.OF_A_CONNECTION));
    assertEquals(sentence, refused.getMessage());
  }

  private static String word(Name name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
