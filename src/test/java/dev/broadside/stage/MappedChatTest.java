package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.template.Template;
import dev.broadside.template.TemplateReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A template with an authorizer and mapped integrations, from its file to its frames. */
@Timeout(60)
class MappedChatTest {
  private static final String ALLOW =
      """
      {"principalId": "mina", "context": {"banned": %s}, "policyDocument": {"Statement": [
        {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}]}}
      """;

  private static String text() throws Exception {
    try (InputStream file =
        Objects.requireNonNull(
            MappedChatTest.class.getResourceAsStream("/template/mapped-chat.yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Template.WebSocketApi api(String text) throws Exception {
    return TemplateReader.read("mapped-chat.yaml", text, Map.of()).webSocketApi();
  }

  @Test
  void aMessageIsMappedOnItsWayInAndOut() throws Exception {
    try (BareStage stage = new BareStage(Rules.USUAL, api(text()))) {
      stage.functions.answer("Token", PlayedFunctions.returned(ALLOW.formatted("false")));
      stage.functions.answer("Chat", PlayedFunctions.returned("{\"count\": 3}"));
      TestClient client = TestClient.open(stage.url("ws", "?token=t"));
      assertEquals(
          "{\"said\": 3}",
          client.ask("{\"service\":\"chat\",\"action\":\"say\",\"text\":\"Hello! bs~\"}"));
      JsonNode event = stage.functions.event("Chat");
      JsonNode handshake = stage.functions.event("Token").get("requestContext");
      assertEquals(handshake.get("connectionId"), event.get("connectionId"));
      assertEquals(handshake.get("connectedAt"), event.get("connectedAt"));
      assertTrue(event.get("connectedAt").isNumber());
      assertEquals("mina", event.get("user").asText());
      assertEquals("Hello! bs~", event.get("text").asText());
      assertNull(event.get("requestContext"));
      client.close();
    }
  }

  @Test
  void theHandshakeIsMappedToo() throws Exception {
    try (BareStage stage = new BareStage(Rules.USUAL, api(text()))) {
      stage.functions.answer("Token", PlayedFunctions.returned(ALLOW.formatted("true")));
      assertTrue(RawHttp.upgrade(stage.port(), "/prod?token=t").startsWith("http/1.1 403 "));
      assertTrue(RawHttp.upgrade(stage.port(), "/prod").startsWith("http/1.1 401 "));
      assertTrue(RawHttp.upgrade(stage.port(), "/prod/?token=").startsWith("http/1.1 401 "));
    }
  }

  @Test
  void aWrongExpressionOrTemplateIsRefusedWithItsLine() throws Exception {
    Template.WebSocketApi expression =
        api(text().replace("${request.body.service}", "${request.header.service}"));
    assertEquals(
        "mapped-chat.yaml:9: RouteSelectionExpression of Api: '${request.header.service}/"
            + "${request.body.action}' reads request.header.service, and a message has a body only:"
            + " write $request.body.NAME, or text with ${request.body.NAME}, where any JSONPath may"
            + " follow $request.body",
        assertThrows(StageException.class, () -> Api.of(expression, "h:1")).getMessage());
    Template.WebSocketApi template = api(text().replace("#set($root", "#set(root"));
    String sentence =
        String.valueOf(
            assertThrows(StageException.class, () -> Api.of(template, "h:1")).getMessage());
    assertTrue(
        sentence.startsWith("mapped-chat.yaml:56: RequestTemplates $default of Saying:1:"),
        sentence);
  }
}
