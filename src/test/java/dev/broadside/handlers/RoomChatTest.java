package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five functions of room-chat, with the events that API Gateway sends. */
@Timeout(60)
@ExtendWith({DummyCredentials.class, LoadedClients.class})
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class RoomChatTest {
  private static final Context CONTEXT = NoContext.create();
  private static final String ID = "1795245300004-JKJaXmPLvHcESHA";
  private static final String TWO_USERS =
      "{\"Items\":[{\"connectionId\":{\"S\":\"A=\"}},{\"connectionId\":{\"S\":\"B=\"}}]}";

  private final CapturedLog log = new CapturedLog();
  private final PlayedAws aws;

  RoomChatTest() throws IOException {
    aws = new PlayedAws();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private Map<String, Object> put(Map<String, Object> event) {
    try (var function = new RoomChatPutMessage(aws.environment(Map.of()), log)) {
      return function.handleRequest(event, CONTEXT);
    }
  }

  private Map<String, Object> get(Map<String, Object> event) {
    try (var function = new RoomChatGetMessages(aws.environment(Map.of()))) {
      return function.handleRequest(event, CONTEXT);
    }
  }

  private static Map<String, Object> with(String event, String member, Object value) {
    Map<String, Object> changed = new HashMap<>(Event.named(event));
    changed.put(member, value);
    return changed;
  }

  private static JsonNode body(Map<String, Object> answer) throws JsonProcessingException {
    return new ObjectMapper().readTree(String.valueOf(answer.get("body")));
  }

  @Test
  void connectPutsTheRoomAndTheUserOfTheQueryString() {
    try (var connect = new RoomChatConnect(aws.environment(Map.of()))) {
      assertEquals(
          Map.of("statusCode", 200), connect.handleRequest(Event.named("room-connect"), CONTEXT));
    }
    assertEquals(List.of("PutItem Users"), aws.calls());
    JsonNode item = aws.asked.getFirst().body().path("Item");
    assertEquals("Uc0nN-cTIAMCK_g=", item.at("/connectionId/S").asText());
    assertEquals("room-1", item.at("/room/S").asText());
    assertEquals("미나", item.at("/user/S").asText());
  }

  @ParameterizedTest
  @CsvSource({"room-1,", ",Mina", "' ',Mina", "room-1,'a\u0000b'", "room-1,'two\nlines'"})
  void connectWithoutARoomOrAUserIsRefused(String room, String user) {
    Map<String, Object> query = new HashMap<>();
    query.put("room", room);
    query.put("user", user);
    try (var connect = new RoomChatConnect(aws.environment(Map.of()))) {
      var answer = connect.handleRequest(with("connect", "queryStringParameters", query), CONTEXT);
      assertEquals(400, answer.get("statusCode"));
      assertTrue(String.valueOf(answer.get("body")).endsWith("Connect with ?room=NAME&user=NAME."));
      assertEquals(400, connect.handleRequest(Event.named("connect"), CONTEXT).get("statusCode"));
    }
    assertEquals(List.of(), aws.calls());
  }

  @Test
  void disconnectAlsoLeavesTheRoomThatTheDeletedItemNames() {
    aws.answer("DeleteItem Users", "{\"Attributes\":{\"room\":{\"S\":\"room-1\"}}}");
    Map<String, String> keyed = Map.of("BROADSIDE_ROOM_TABLE", "Rooms");
    try (var disconnect = new RoomChatDisconnect(aws.environment(keyed))) {
      disconnect.handleRequest(Event.named("disconnect"), CONTEXT);
    }
    assertEquals(List.of("DeleteItem Users", "DeleteItem Rooms"), aws.calls());
    assertEquals("room-1", aws.asked.getLast().body().at("/Key/room/S").asText());
  }

  @Test
  void aPutMessageIsStoredAndThenPostedToEveryoneInTheRoom() throws Exception {
    aws.answer("Query Users", TWO_USERS);
    Map<String, Object> answer = put(Event.named("room-put"));
    assertEquals(List.of("PutItem Messages", "Query Users", "post A=", "post B="), aws.calls());
    assertEquals("안녕하세요", aws.asked.getFirst().body().at("/Item/message/S").asText());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"room":"room-1","id":"%s","user":"미나","message":"안녕하세요"}"""
                    .formatted(ID)),
        aws.asked.getLast().body());
    assertEquals(200, answer.get("statusCode"));
    assertEquals(ID, body(answer).path("id").asText());
    assertEquals(2, body(answer).at("/outcome/posted").asInt());
    assertEquals(1, log.lines.size());
  }

  @Test
  void aBodyThatCameAsBase64IsRead() throws Exception {
    String json = "{\"user\":\"Mina\",\"message\":\"é\"}";
    Map<String, Object> event =
        with(
            "room-put",
            "body",
            Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    event.put("isBase64Encoded", true);
    assertEquals(200, put(event).get("statusCode"));
    event.put("body", Base64.getEncoder().encodeToString(new byte[] {(byte) 0xC3}));
    assertEquals(
        "The body is not UTF-8: send JSON in UTF-8.", body(put(event)).path("message").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "not JSON|The body is not a JSON object",
        "[]|The body is not a JSON object",
        "{} {}|The body is not a JSON object",
        "{\"message\":\"Hi\"}|user is missing or blank",
        "{\"user\":\"Mina\"}|message is missing or blank",
        "{\"user\":\"Mina\",\"message\":7}|message is missing or blank",
        "{\"user\":\"Mina\",\"message\":\"a\\u0007\"}|message has the control character U+0007 at 1",
        "{\"user\":\"Mina\",\"message\":\"\\udc00\"}|message has half a character, U+DC00, at 0",
        "{\"user\":\"a\\nb\",\"message\":\"Hi\"}|user must be a name in one line",
      })
  void aBadMessageIsRefusedWithASentenceAndNothingIsAsked(String body, String sentence)
      throws Exception {
    Map<String, Object> answer = put(with("room-put", "body", body));
    assertEquals(400, answer.get("statusCode"));
    String message = body(answer).path("message").asText();
    assertTrue(message.startsWith(sentence), message);
    assertEquals(List.of(), aws.calls());
  }

  @Test
  void aMessageThatFitsIntoAPostOnlyWithoutItsNamesIsNotStored() throws Exception {
    String text = "x".repeat(PlainText.MOST_BYTES);
    for (String message : List.of(text, text + "x")) {
      var event = with("room-put", "body", "{\"user\":\"Mina\",\"message\":\"" + message + "\"}");
      assertTrue(body(put(event)).path("message").asText().contains("at most 131072"));
    }
    assertEquals(List.of(), aws.calls());
  }

  @Test
  void aFrameSpeaksForWhoeverConnected() {
    aws.answer("GetItem Users", "{\"Item\":{\"room\":{\"S\":\"room-1\"},\"user\":{\"S\":\"미나\"}}}");
    aws.answer("Query Users", TWO_USERS);
    try (var send = new RoomChatSendMessage(aws.environment(Map.of()), log)) {
      assertEquals(Map.of("statusCode", 200), send.handleRequest(Event.named("message"), CONTEXT));
    }
    assertEquals(
        List.of("GetItem Users", "PutItem Messages", "Query Users", "post A=", "post B="),
        aws.calls());
    JsonNode posted = aws.asked.getLast().body();
    assertEquals("미나", posted.path("user").asText());
    assertEquals("Hello! bs~", posted.path("message").asText());
  }

  @Test
  void aFrameOfAConnectionThatIsInNoRoomIsRefused() {
    try (var send = new RoomChatSendMessage(aws.environment(Map.of()), log)) {
      assertEquals(
          Answer.badRequest("You are in no room any more: connect again."),
          send.handleRequest(Event.named("message"), CONTEXT));
    }
    assertEquals(List.of("GetItem Users"), aws.calls());
  }

  @Test
  void aPageOfHistoryHasTheNewestLastAndSaysWhereTheNextBegins() throws Exception {
    aws.answer(
        "Query Messages",
        """
        {"Items":[{"room":{"S":"r"},"id":{"S":"3"},"user":{"S":"u"},"message":{"S":"new"}},
        {"room":{"S":"r"},"id":{"S":"2"}}],"LastEvaluatedKey":{"room":{"S":"r"},"id":{"S":"2"}}}""");
    Map<String, Object> event = with("room-get", "queryStringParameters", Map.of("before", "4"));
    JsonNode page = body(get(event));
    assertEquals("2", page.at("/messages/0/id").asText());
    assertEquals("new", page.at("/messages/1/message").asText());
    assertEquals("2", page.path("before").asText());
    JsonNode query = aws.asked.getFirst().body();
    assertEquals("4", query.at("/ExpressionAttributeValues/:before/S").asText());
    assertEquals(50, query.path("Limit").asInt());
    assertEquals(false, query.path("ScanIndexForward").asBoolean(true));
  }

  @ParameterizedTest
  @CsvSource({"0", "101", "-1", "many", "1e1", "''"})
  void aLimitThatIsNoneIsRefused(String limit) throws Exception {
    var event = with("room-get", "queryStringParameters", Map.of("limit", limit));
    assertEquals(
        "limit must be a whole number from 1 to 100.", body(get(event)).path("message").asText());
    assertEquals(List.of(), aws.calls());
  }

  @ParameterizedTest
  @CsvSource({"MESSAGES_TABLE", "BROADSIDE_GROUP", "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"})
  void aMissingVariableIsSaidAtInit(String name) {
    Map<String, String> environment = aws.environment(Map.of());
    environment.remove(name);
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> new RoomChatPutMessage(environment, log));
    assertTrue(refused.toString().contains(name + " is not set"), refused.toString());
  }

  @Test
  void theHttpApiOfScanChatAnswersAsTheSeedPrintsIt() {
    ScanChatHttp http = new ScanChatHttp();
    assertEquals(
        "{\"id\":\"1\",\"method\":\"GET\",\"title\":\"안녕하세요\"}",
        http.handleRequest(Event.named("user-get"), CONTEXT).get("body"));
  }
}
