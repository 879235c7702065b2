package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** history-chat as its users see it: sockets, a table, its stream, and what becomes too large. */
@Timeout(300)
@Tag("proof")
@Execution(ExecutionMode.SAME_THREAD)
class HistoryChatIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAME = 32 * 1024;
  private static final int MOST = 128 * 1024;

  @TempDir private Path logs = Path.of("");
  private DesignStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new DesignStage(logs, "history-chat");
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static String message(String userName, String text) throws Exception {
    return JSON.writeValueAsString(
        JSON.createObjectNode()
            .put("action", "sendMessage")
            .put("message", text)
            .set("userData", JSON.createObjectNode().put("userName", userName)));
  }

  /** Waits for a frame of the history with so many messages, and for no other. */
  private static List<String> history(TestClient client, int size) throws Exception {
    while (true) {
      JsonNode messages = JSON.readTree(client.next()).path("messages");
      if (messages.size() == size) {
        return StreamSupport.stream(messages.spliterator(), false)
            .map(each -> each.get("userName").asText() + ": " + each.get("message").asText())
            .toList();
      }
    }
  }

  /** What the sender gets beside the history. */
  private static JsonNode answer(TestClient client) throws Exception {
    while (true) {
      JsonNode frame = JSON.readTree(client.next());
      if (!frame.has("messages")) {
        return frame;
      }
    }
  }

  @Test
  void everyoneGetsTheWholeHistoryWithEachMessageAndWhoLeftGetsNothing() throws Exception {
    TestClient one = stage.open("");
    TestClient two = stage.open("");
    one.send(message("철수", "안녕 \"하세요\" it's {ok} \\ \n"));
    List<String> first = List.of("철수: 안녕 \"하세요\" it's {ok} \\ \n");
    assertEquals(first, history(one, 1));
    assertEquals(first, history(two, 1));
    two.close();
    stage.awaitItems("Connected", 1);
    one.send(message("", "next"));
    assertEquals(List.of(first.getFirst(), ": next"), history(one, 2));
    assertEquals(0, two.waiting());
    one.close();
    stage.awaitItems("Connected", 0);
  }

  @Test
  void whatIsNoMessageIsRefusedAndNothingIsStored() throws Exception {
    TestClient client = stage.open("");
    for (String wrong :
        List.of(
            "{\"action\":\"sendMessage\"}",
            "{\"action\":\"sendMessage\",\"message\":7}",
            "{\"action\":\"sendMessage\",\"message\":\"\"}",
            "{\"action\":\"sendMessage\",\"message\":\"a\\u0000b\"}",
            "{\"action\":\"sendMessage\",\"message\":\"half \\ud83d\"}")) {
      client.send(wrong);
      assertTrue(answer(client).has("refused"), wrong);
    }
    for (String unrouted :
        List.of("{\"message\":\"no action\"}", "no JSON", "{\"action\":\"x\"}")) {
      client.send(unrouted);
      assertEquals("Forbidden", answer(client).path("message").asText(), unrouted);
    }
    assertEquals(0, stage.items("Messages").size());
    TestClient large = stage.open("");
    large.send(message("", "x".repeat(MOST)));
    assertEquals(1009, large.awaitCloseCode());
  }

  @Test
  void aStaleConnectionAndAPoisonedItemHoldNobodyUp() throws Exception {
    TestClient client = stage.open("");
    stage.put("Connected", "{\"connectionId\":{\"S\":\"AAAAAAAAAAAAAAA=\"}}");
    stage.put(
        "Messages",
        "{\"id\":{\"S\":\"poison\"},\"subCollection\":{\"S\":\"history\"},"
            + "\"timestamp\":{\"N\":\"1\"},\"collection\":{\"S\":\"no map\"}}");
    stage.awaitLog("1 items of MESSAGES are no messages and were left out; their ids: [poison]");
    client.send(message("a", "goes on"));
    assertEquals(List.of("a: goes on"), history(client, 1));
    stage.awaitItems("Connected", 1);
    // Removed, the item is in no history any more, and everyone is told so.
    stage.table("DeleteItem", "{\"TableName\":\"Messages\",\"Key\":{\"id\":{\"S\":\"poison\"}}}");
    assertEquals(List.of("a: goes on"), history(client, 1));
  }

  /** 20 KB a message: the second history has more than one frame, the seventh more than a post. */
  @Test
  void aHistoryGrowsPastAFrameAndThenPastWhatAWSTakes() throws Exception {
    TestClient client = stage.open("");
    TestClient other = stage.open("");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String text = i + "x".repeat(20_000);
      expected.add(": " + text);
      client.send(message("", text));
      assertEquals(expected, history(client, i + 1));
      assertEquals(expected, history(other, i + 1));
    }
    int bytes = expected.stream().mapToInt(String::length).sum();
    assertTrue(bytes > 3 * FRAME && bytes < MOST, bytes + " bytes");
    long before = stage.counters().get("failed").asLong();
    client.send(message("", "x".repeat(20_000)));
    answer(client);
    stage.awaitLog("The history is too large for 2 connections: 7 messages");
    stage.awaitLog("\"failures\":{\"413\":2}");
    assertEquals(before + 2, stage.counters().get("failed").asLong());
    assertEquals(0, client.waiting() + other.waiting());
    assertEquals(2, stage.items("Connected").size());
    assertEquals(
        1, stage.functionLog().lines().filter(line -> line.contains("is too large for")).count());
    // One message fewer, and it is as before.
    String last =
        StreamSupport.stream(stage.items("Messages").spliterator(), false)
            .max(
                (a, b) ->
                    Long.compare(a.at("/timestamp/N").asLong(), b.at("/timestamp/N").asLong()))
            .orElseThrow()
            .at("/id/S")
            .asText();
    stage.table(
        "DeleteItem", "{\"TableName\":\"Messages\",\"Key\":{\"id\":{\"S\":\"" + last + "\"}}}");
    assertEquals(expected, history(client, 6));
  }

  @Test
  void messagesAtOnceAreAllInTheHistoryInTheEnd() throws Exception {
    TestClient client = stage.open("");
    IntStream.range(0, 30)
        .forEach(i -> client.send("{\"action\":\"sendMessage\",\"message\":\"m" + i + "\"}"));
    assertEquals(
        IntStream.range(0, 30).mapToObj(i -> ": m" + i).sorted().toList(),
        history(client, 30).stream().sorted().toList());
  }
}
