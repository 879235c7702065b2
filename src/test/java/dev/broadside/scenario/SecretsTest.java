package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @Property
  void putsInAnyValueAsItIs(@ForAll @NotEmpty String value) {
    assertEquals("<" + value + ">", Secrets.expand("<${NAME}>", Map.of("NAME", value)::get));
  }

  @Test
  void expandsEachVariableOnceAndNotWhatItHolds() {
    Map<String, String> environment = Map.of("A", "${B}", "B_2", "$1");
    assertEquals("${B} $1 ${B} $", Secrets.expand("${A} ${B_2} ${A} $", environment::get));
  }

  @Test
  void leavesTheMarkerAlone() {
    assertEquals("#{marker}", Secrets.expand("#{marker}", name -> null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "${A", "${1A}", "${A-B}", "${ A }"})
  void refusesWhatBeginsAsAVariableAndIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> Secrets.expand(text, name -> "value"));
  }

  @Test
  void refusesAVariableThatIsUnsetOrEmpty() {
    assertThrows(IllegalArgumentException.class, () -> Secrets.expand("${A}", name -> null));
    assertThrows(IllegalArgumentException.class, () -> Secrets.expand("${A}", name -> ""));
  }
}
