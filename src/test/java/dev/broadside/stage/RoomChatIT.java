package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** room-chat as users meet it: real sockets, real tables, every lookup. */
@Timeout(180)
@Tag("proof")
class RoomChatIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path logs = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "query", "table-query"})
  void aRoomHearsItsMessagesAndOnlyThose(String lookup) throws Exception {
    Template template = TemplateReader.readBundled("room-chat", Map.of("Lookup", lookup));
    LocalStage.Settings settings = LocalStage.Settings.usual(0, logs, 4);
    try (LocalStage stage = LocalStage.start(template, settings, death -> {})) {
      TestClient mina = enter(stage, "방-1", "Mina");
      TestClient joon = enter(stage, "방-1", "준");
      TestClient other = enter(stage, "room-2", "Ann");

      JsonNode put = say(stage, "방-1", "{\"user\":\"Bot\",\"message\":\"안녕하세요\"}", 200);
      assertEquals(2, put.at("/outcome/posted").asInt(), put.toString());
      for (TestClient client : List.of(mina, joon)) {
        assertMessage("방-1", "Bot", "안녕하세요", client.next());
      }

      joon.send("{\"action\":\"sendMessage\",\"message\":\"Hello! bs~\"}");
      for (TestClient client : List.of(mina, joon)) {
        assertMessage("방-1", "준", "Hello! bs~", client.next());
      }
    }
  }

  private static void assertMessage(String room, String user, String text, String json)
      throws Exception {
    JsonNode message = JSON.readTree(json);
    assertEquals(room, message.path("room").asText());
    assertEquals(user, message.path("user").asText());
    assertEquals(text, message.path("message").asText());
  }

  private static TestClient enter(LocalStage stage, String room, String user) throws Exception {
    return TestClient.open(
        new URI("ws", null, "127.0.0.1", stage.port(), "/prod", "room=" + room + "&user=" + user, null)
            .toASCIIString());
  }

  private JsonNode say(LocalStage stage, String room, String body, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(messages(stage, room, "")).PUT(BodyPublishers.ofString(body)).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    assertEquals(status, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  private static URI messages(LocalStage stage, String room, String query) throws Exception {
    String path = new URI(null, null, "/rooms/" + room + "/messages", null).toASCIIString();
    return URI.create("http://127.0.0.1:" + stage.port() + path + query);
  }
}
