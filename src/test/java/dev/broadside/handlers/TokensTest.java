package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class TokensTest {
  private static final Instant NOW = Instant.parse("2026-11-21T07:15:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Tokens TOKENS = new Tokens(Tokens.LOCAL_SECRET, CLOCK);

  /** Made by openssl; the one that the bundled scenario connects with. */
  private static final String GOLDEN =
      "MTIzNA.4102444800.8QJqsbGiFXQlyjFDv5r0rx1dp9Qiq1zkAuWGKMf__3E";

  @Test
  void aTokenThatAnotherToolMadeIsUnderstood() {
    assertEquals(Optional.of("1234"), TOKENS.user(GOLDEN));
    assertEquals(GOLDEN, TOKENS.sign("1234", Instant.ofEpochSecond(4_102_444_800L)));
  }

  @Property(tries = 200)
  void whoeverIsSignedIsRecognizedUntilTheExpiry(
      @ForAll @StringLength(min = 1, max = 40) @CharRange(from = ' ', to = '\ud7ff') String user,
      @ForAll @IntRange(min = -3, max = 3) int seconds) {
    String token = TOKENS.sign(user, NOW.plusSeconds(seconds));
    assertEquals(seconds > 0 ? Optional.of(user) : Optional.empty(), TOKENS.user(token));
  }

  /** Also in its last character, whose lowest bits no decoder looks at. */
  @Property(tries = 500)
  void aTokenThatDiffersInAnyCharacterIsNobodys(
      @ForAll @IntRange(min = 0, max = 60) int at,
      @ForAll @CharRange(from = ' ', to = '~') char other) {
    if (other != GOLDEN.charAt(at)) {
      String forged = GOLDEN.substring(0, at) + other + GOLDEN.substring(at + 1);
      assertEquals(Optional.empty(), TOKENS.user(forged), forged);
    }
  }

  @Property(tries = 200)
  void anythingElseIsNobodys(@ForAll String text) {
    assertEquals(Optional.empty(), TOKENS.user(text));
  }

  @Test
  void anotherSecretSignsForNobodyHere() {
    String token = new Tokens("x".repeat(32), CLOCK).sign("1234", NOW.plusSeconds(60));
    assertEquals(Optional.empty(), TOKENS.user(token));
  }

  private static String refusal(Map<String, String> environment) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Tokens.read(environment, CLOCK))
            .getMessage());
  }

  @Test
  void aSecretThatProtectsNothingIsRefusedAtInit() {
    String name = "BROADSIDE_TOKEN_SECRET";
    assertTrue(refusal(Map.of()).startsWith(name + " is not set"));
    assertTrue(refusal(Map.of(name, "x".repeat(31))).startsWith(name + " is too short"));
    assertTrue(
        refusal(Map.of(name, Tokens.LOCAL_SECRET, "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"))
            .contains("everybody knows"));
  }
}
