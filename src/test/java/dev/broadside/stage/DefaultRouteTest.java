package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.template.Template;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no other route takes. */
@Timeout(60)
class DefaultRouteTest {
  @ParameterizedTest
  @ValueSource(
      strings = {" \t", "hello", "{\"action\":\"none\"}", "{\"action\":\"$connect\"}", "[]"})
  void theDefaultRouteHearsItUnderItsOwnKeyAndAnswers(String message) throws Exception {
    Template.Route route = new Template.Route("$default", "$default", true);
    try (BareStage stage = new BareStage(Rules.USUAL, route, BareStage.TWO_WAY)) {
      stage.functions.answer("$default", PlayedFunctions.answered(200, "not implemented"));
      TestClient client = TestClient.open(stage.url("ws", "/"));
      assertEquals("not implemented", client.ask(message));
      JsonNode event = stage.functions.event("$default");
      assertEquals("$default", event.at("/requestContext/routeKey").asText());
      assertEquals(message, event.get("body").asText());
      client.close();
    }
  }
}
