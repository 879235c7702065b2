package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

  @ParameterizedTest
  @CsvSource({
    "raet, rate",
    "RATE, rate",
    "fro, for",
    "paylod, payload",
    "warm-up, warmup",
    "x,",
    "message,"
  })
  void guessesAKeyThatIsNearAndNoOther(String written, String meant) {
    List<String> known = List.of("rate", "for", "payload", "warmup");
    assertEquals(Optional.ofNullable(meant), NearestKey.to(written, known));
  }

  @Property
  void isAsFarOneWayAsTheOther(
      @ForAll @AlphaChars @StringLength(max = 8) String one,
      @ForAll @AlphaChars @StringLength(max = 8) String other) {
    assertEquals(NearestKey.distance(one, other), NearestKey.distance(other, one));
  }

  @Property
  void isOneEditAwayWhenOneLetterIsMissing(@ForAll @StringLength(min = 1, max = 12) String key) {
    int length = key.length();
    assertEquals(1, NearestKey.distance("_".repeat(length) + "x", "_".repeat(length)));
  }
}
