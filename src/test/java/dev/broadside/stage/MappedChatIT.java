package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.Template;
import dev.broadside.template.TemplateReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An authorizer that throws in its own process, and a table behind a mapping template. */
@Timeout(300)
@Tag("proof") // MappedChatTest shows all but the processes.
class MappedChatIT {
  @TempDir private Path logs = Path.of("");

  private static Template template() throws Exception {
    try (InputStream file =
        Objects.requireNonNull(
            MappedChatIT.class.getResourceAsStream("/template/mapped-chat.yaml"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return TemplateReader.read("mapped-chat.yaml", text, Map.of());
    }
  }

  @Test
  void whoIsLetInTalksToTheFunctionAndToTheTable() throws Exception {
    LocalStage.Settings settings = LocalStage.Settings.usual(0, logs, 4);
    try (LocalStage stage = LocalStage.start(template(), settings, death -> {})) {
      assertHandshake(stage, "", 401);
      assertHandshake(stage, "?token=unknown", 401);
      assertHandshake(stage, "?token=bad", 403);
      assertHandshake(stage, "?token=broken", 500);
      TestClient client = TestClient.open("ws://127.0.0.1:" + stage.port() + "/prod?token=good");
      assertEquals(
          "{\"said\": 5}",
          client.ask("{\"service\":\"chat\",\"action\":\"say\",\"text\":\"안녕하세요\"}"));
      String keep = "{\"service\":\"chat\",\"action\":\"keep\",\"text\":\"so \\\"kept\\\"\"}";
      assertEquals("{\"kept\": \"so \\\"kept\\\"\"}", client.ask(keep));
      assertEquals("{\"refused\": \"400\"}", client.ask(keep));
      assertEquals(2, stage.counters().lookups().requests());
      client.close();
    }
  }

  private static void assertHandshake(LocalStage stage, String query, int status) throws Exception {
    String head = RawHttp.upgrade(stage.port(), "/prod" + query);
    assertTrue(head.startsWith("http/1.1 " + status + " "), query + ": " + head);
  }
}
