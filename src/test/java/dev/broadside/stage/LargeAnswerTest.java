package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer of a two-way route is a message, and has a message's bound: 128 KB of UTF-8. */
final class LargeAnswerTest {
  @ParameterizedTest
  @CsvSource({"a, 131072, true", "a, 131073, false", "\u2713, 43690, true", "\u2713, 43691, false"})
  void ofMoreThanAMessageIsAnError(String letter, int letters, boolean sent) throws Exception {
    String body = letter.repeat(letters);
    try (BareStage stage = BareStage.withAllRoutes()) {
      stage.functions.answer("ask", PlayedFunctions.answered(200, body));
      TestClient client = stage.open();
      String came = client.ask("{\"action\":\"ask\"}");
      if (sent) {
        assertEquals(body, came);
      } else {
        assertTrue(
            came.startsWith("{\"message\": \"Internal server error\""), came.substring(0, 80));
      }
      client.closeBlocking();
    }
  }
}
