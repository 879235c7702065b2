package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.broadside.template.TemplateReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** scan-chat as its seed tries it out: two windows that talk, and two pages in a browser. */
@Timeout(300)
@Tag("proof")
class ScanChatIT {
  @TempDir private Path logs = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void theSeedsExamplesAnswerAsWritten() throws Exception {
    LocalStage.Settings settings = LocalStage.Settings.usual(0, logs, 4);
    try (LocalStage stage =
        LocalStage.start(
            TemplateReader.readBundled("scan-chat", Map.of()), settings, death -> {})) {
      String url = "ws://127.0.0.1:" + stage.port() + "/prod";
      TestClient one = TestClient.open(url);
      TestClient other = TestClient.open(url);
      one.send("{\"action\":\"sendMessage\", \"message\":\"Hello! bs~\"}");
      for (TestClient client : List.of(one, other)) {
        assertEquals("Hello! bs~", client.next());
      }

      assertEquals(
          "{\"id\":\"1\",\"method\":\"GET\",\"title\":\"안녕하세요\"}",
          get(stage, "/user/1?title=%EC%95%88%EB%85%95%ED%95%98%EC%84%B8%EC%9A%94"));
      assertEquals("{\"id\":null,\"method\":\"GET\",\"title\":null}", get(stage, "/"));

      StageTables tables = new StageTables(http, stage.port());
      String stale = "Uc0nN-cTIAMCK_g=";
      tables.call(
          "PutItem",
          "{\"TableName\":\"websocket-connections\",\"Item\":{\"connectionId\":{\"S\":\""
              + stale
              + "\"}}}");
      other.closeBlocking();
      tables.awaitCount("websocket-connections", 2);
      assertEquals("안녕", one.ask("{\"action\":\"sendMessage\",\"message\":\"안녕\"}"));
      tables.awaitCount("websocket-connections", 1);
      assertFalse(tables.ids("websocket-connections").contains(stale));
    }
  }

  private String get(LocalStage stage, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + stage.port() + path);
    var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    assertEquals(
        "application/json; charset=utf-8",
        response.headers().firstValue("content-type").orElse(""));
    return response.body();
  }
}
