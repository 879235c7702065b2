package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.template.Template;
import dev.broadside.template.TemplateReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** room-chat as its users meet it: real sockets, real tables, every lookup. */
@Timeout(300)
@Tag("proof")
class RoomChatIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOM = "대화방 1";

  @TempDir private Path logs = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "parallel-scan", "query", "table-query"})
  void aRoomHearsItsMessagesAndOnlyItsOwn(String lookup) throws Exception {
    Template template = TemplateReader.readBundled("room-chat", Map.of("Lookup", lookup));
    LocalStage.Settings settings = LocalStage.Settings.usual(0, logs, 4);
    try (LocalStage stage = LocalStage.start(template, settings, death -> {})) {
      StageTables tables = new StageTables(http, stage.port());
      TestClient mina = enter(stage, ROOM, "Mina");
      TestClient joon = enter(stage, ROOM, "준");
      TestClient ann = enter(stage, "room-2", "Ann");

      both(stage, mina, joon);
      assertEquals(0, ann.waiting(), "another room hears nothing");
      // Two messages to two of three: a scan answers with what its filter lets through.
      assertEquals(4, stage.counters().lookups().items());

      JsonNode empty = put(stage, "nobody-here", text("Bot", "Anyone?"), 200);
      assertEquals(0, empty.at("/outcome/posted").asInt(), empty.toString());

      history(stage);
      refusals(stage);
      leaving(stage, tables, lookup, joon, mina);
      stale(stage, tables, lookup, mina);
      assertEquals(0, ann.waiting(), "another room heard nothing at all");
    }
  }

  private void both(LocalStage stage, TestClient mina, TestClient joon) throws Exception {
    JsonNode put = put(stage, ROOM, text("Bot", "안녕하세요"), 200);
    assertEquals(2, put.at("/outcome/posted").asInt(), put.toString());
    for (TestClient client : List.of(mina, joon)) {
      assertMessage("Bot", "안녕하세요", client.next());
    }
    joon.send("{\"action\":\"sendMessage\",\"message\":\"Hello! bs~\"}");
    for (TestClient client : List.of(mina, joon)) {
      assertMessage("준", "Hello! bs~", client.next());
    }
  }

  private void history(LocalStage stage) throws Exception {
    JsonNode all = get(stage, "", 200);
    assertEquals(List.of("안녕하세요", "Hello! bs~"), texts(all));
    assertTrue(all.path("before").isNull(), all.toString());
    JsonNode newest = get(stage, "?limit=1", 200);
    assertEquals(List.of("Hello! bs~"), texts(newest));
    JsonNode older = get(stage, "?limit=1&before=" + newest.path("before").asText(), 200);
    assertEquals(List.of("안녕하세요"), texts(older));
  }

  private void refusals(LocalStage stage) throws Exception {
    for (String query : List.of("", "?room=a", "?user=b", "?room=&user=b", "?room=a&user=%07")) {
      String head = RawHttp.upgrade(stage.port(), "/prod" + query);
      assertTrue(head.startsWith("http/1.1 400 "), query + ": " + head);
    }
    for (String body :
        List.of(
            "not JSON",
            "{\"user\":\"Bot\"}",
            "{\"message\":\"who?\"}",
            text("Bot", "\\u0007"),
            text("Bot", "\\ud83d"),
            text("Bot", "x".repeat(128 * 1024)))) {
      JsonNode refusal = put(stage, ROOM, body, 400);
      assertTrue(refusal.path("message").asText().endsWith("."), refusal.toString());
    }
    get(stage, "?limit=0", 400);
    assertEquals(2, texts(get(stage, "", 200)).size(), "what was refused is not stored");
  }

  private void leaving(
      LocalStage stage, StageTables tables, String lookup, TestClient joon, TestClient mina)
      throws Exception {
    joon.closeBlocking();
    for (String table : keptIn(lookup)) {
      tables.awaitCount(table, 2);
    }
    JsonNode put = put(stage, ROOM, text("Bot", "bye"), 200);
    assertEquals(1, put.at("/outcome/posted").asInt(), put.toString());
    assertEquals(0, put.at("/outcome/gone").asInt(), put.toString());
    assertMessage("Bot", "bye", mina.next());
  }

  /** An id that an earlier stage left behind: it is old, so it is gone and not just opening. */
  private void stale(LocalStage stage, StageTables tables, String lookup, TestClient mina)
      throws Exception {
    String id = "Uc0nN-cTIAMCK_g=";
    for (String table : keptIn(lookup)) {
      tables.call(
          "PutItem",
          """
          {"TableName": "%s", "Item": {"connectionId": {"S": "%s"}, "room": {"S": "%s"}, \
          "connectedAt": {"N": "1"}}}"""
              .formatted(table, id, ROOM));
      assertTrue(tables.ids(table).contains(id), table);
    }
    JsonNode put = put(stage, ROOM, text("Bot", "still there?"), 200);
    assertEquals(1, put.at("/outcome/posted").asInt(), put.toString());
    assertEquals(1, put.at("/outcome/gone").asInt(), put.toString());
    assertMessage("Bot", "still there?", mina.next());
    for (String table : keptIn(lookup)) {
      assertFalse(tables.ids(table).contains(id), table);
    }
  }

  private static List<String> keptIn(String lookup) {
    return lookup.equals("table-query") ? List.of("Users", "Rooms") : List.of("Users");
  }

  private static String text(String user, String message) {
    return "{\"user\":\"%s\",\"message\":\"%s\"}".formatted(user, message);
  }

  private static void assertMessage(String user, String text, String json) throws Exception {
    JsonNode message = JSON.readTree(json);
    assertEquals(ROOM, message.path("room").asText());
    assertEquals(user, message.path("user").asText());
    assertEquals(text, message.path("message").asText());
  }

  private static List<String> texts(JsonNode page) {
    List<String> texts = new ArrayList<>();
    page.path("messages").forEach(message -> texts.add(message.path("message").asText()));
    return texts;
  }

  private static TestClient enter(LocalStage stage, String room, String user) throws Exception {
    String query = "room=" + room + "&user=" + user;
    URI uri = new URI("ws", null, "127.0.0.1", stage.port(), "/prod", query, null);
    return TestClient.open(uri.toASCIIString());
  }

  private JsonNode put(LocalStage stage, String room, String body, int status) throws Exception {
    return call(messages(stage, room, "").PUT(BodyPublishers.ofString(body)), status);
  }

  private JsonNode get(LocalStage stage, String query, int status) throws Exception {
    return call(messages(stage, ROOM, query), status);
  }

  private JsonNode call(HttpRequest.Builder request, int status) throws Exception {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    assertEquals(status, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  private static HttpRequest.Builder messages(LocalStage stage, String room, String query)
      throws Exception {
    String path = new URI(null, null, "/rooms/" + room + "/messages", null).toASCIIString();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port() + path + query));
  }
}
