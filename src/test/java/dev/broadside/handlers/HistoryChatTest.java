package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The functions of history-chat that are its own, with the events that they get. */
@Timeout(60)
@ExtendWith({DummyCredentials.class, LoadedClients.class})
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class HistoryChatTest {
  private static final Context CONTEXT = NoContext.create();
  private static final String ITEM =
      "{\"id\":{\"S\":\"%s\"},\"subCollection\":{\"S\":\"history\"},\"timestamp\":{\"N\":\"%d\"},"
          + "\"collection\":{\"M\":{\"userName\":{\"S\":\"u\"},\"message\":{\"S\":\"%s\"}}}}";

  private final CapturedLog log = new CapturedLog();
  private final PlayedAws aws;

  HistoryChatTest() throws IOException {
    aws = new PlayedAws();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private Map<String, String> environment() {
    return aws.environment(Map.of("BROADSIDE_LOOKUP", "scan"));
  }

  private Map<String, Object> send(Map<String, Object> event) {
    try (var function = new HistoryChatSendMessage(environment())) {
      return function.handleRequest(event, CONTEXT);
    }
  }

  private static Map<String, Object> message(String member, @Nullable Object value) {
    Map<String, Object> event = new HashMap<>(Event.named("history-message"));
    event.put(member, value);
    return event;
  }

  @Test
  void aMessageIsStoredForTheIndexAndTheSenderIsToldItsId() {
    assertEquals(Map.of("stored", "Uc0nNecTIAMF3_g="), send(Event.named("history-message")));
    assertEquals(List.of("PutItem Messages"), aws.calls());
    JsonNode item = aws.asked.getFirst().body().get("Item");
    assertEquals("history", item.at("/subCollection/S").asText());
    assertEquals("1795245300004", item.at("/timestamp/N").asText());
    assertEquals("철수", item.at("/collection/M/userName/S").asText());
    assertEquals("안녕", item.at("/collection/M/message/S").asText());
  }

  @Test
  void whatIsNoMessageIsRefusedWithASentenceAndNotStored() {
    for (Object wrong :
        Arrays.asList(null, "", " ", 7, Map.of(), "a\u0000", "half \ud83d", "x".repeat(131_073))) {
      String sentence = String.valueOf(send(message("message", wrong)).get("refused"));
      assertTrue(
          sentence.endsWith("{\"action\":\"sendMessage\",\"message\":\"Hello\"}."), sentence);
    }
    assertTrue(send(message("userName", "half \ude00")).containsKey("refused"));
    assertEquals(List.of(), aws.calls());
  }

  @Test
  void aTemplateThatPutsTheTimeIntoQuotesIsToldSo() {
    var wrong =
        assertThrows(
            IllegalArgumentException.class, () -> send(message("timestamp", "1795245300004")));
    assertEquals(
        "timestamp is no number: it stands without quotes in the mapping template.",
        wrong.getMessage());
  }

  /** The index has not heard of c yet, and still has a. */
  @Test
  void aBroadcastIsTheHistoryWithTheChangesThatCausedItAndWithoutPoison() {
    aws.answer(
        "Query Messages",
        "{\"Items\":["
            + ITEM.formatted("a", 1, "removed")
            + ","
            + ITEM.formatted("b", 2, "old")
            + "]}");
    aws.answer("Scan Users", "{\"Items\":[{\"connectionId\":{\"S\":\"A=\"}}]}");
    try (var function = new HistoryChatBroadcast(environment(), log)) {
      assertEquals(Map.of(), function.handleRequest(Event.named("history-stream"), CONTEXT));
    }
    assertEquals(List.of("Query Messages", "Scan Users", "post A="), aws.calls());
    assertEquals("gsi-timestamp", aws.asked.getFirst().body().get("IndexName").asText());
    assertEquals(
        "{\"messages\":["
            + "{\"id\":\"b\",\"timestamp\":2,\"userName\":\"u\",\"message\":\"old\"},"
            + "{\"id\":\"c\",\"timestamp\":3,\"userName\":\"철수\",\"message\":\"new\"}]}",
        aws.asked.getLast().body().toString());
    assertTrue(
        log.lines.contains(
            "ERROR 1 items of MESSAGES are no messages and were left out; their ids: [poison]"),
        log.lines.toString());
  }

  @Test
  void aHistoryThatIsTooLargeIsSaidOnceForTheBroadcast() throws IOException {
    try (StubAws stub = new StubAws(10, "A=", "B=");
        PlayedAws tables = new PlayedAws()) {
      tables.answer(
          "Query Messages", "{\"Items\":[" + ITEM.formatted("b", 2, "x".repeat(132_000)) + "]}");
      tables.answer(
          "Scan Users",
          "{\"Items\":[{\"connectionId\":{\"S\":\"A=\"}},{\"connectionId\":{\"S\":\"B=\"}}]}");
      stub.answers("A=", 413);
      stub.answers("B=", 413);
      Map<String, String> environment =
          tables.environment(
              Map.of(
                  "BROADSIDE_LOOKUP",
                  "scan",
                  "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI",
                  String.valueOf(
                      stub.environment("serial", 1)
                          .get("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"))));
      try (var function = new HistoryChatBroadcast(environment, log)) {
        function.handleRequest(Map.of("Records", List.of()), CONTEXT);
      }
      assertTrue(log.lines.getFirst().contains("\"failures\":{\"413\":2}"), log.lines.toString());
      assertTrue(
          log.lines
              .get(1)
              .startsWith("ERROR The history is too large for 2 connections: 1 messages,"),
          log.lines.toString());
      assertEquals(2, log.lines.size());
    }
  }

  @Test
  void anEventOfSomethingElseAndAnEnvironmentWithoutAnAddressAreRefused() {
    try (var function = new HistoryChatBroadcast(environment(), log)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> function.handleRequest(Event.named("message"), CONTEXT));
      assertThrows(
          IllegalArgumentException.class,
          () -> function.handleRequest(Event.named("notify-user"), CONTEXT));
    }
    for (String name : List.of("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", "MESSAGES_TABLE")) {
      Map<String, String> without = new HashMap<>(environment());
      without.remove(name);
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> new HistoryChatBroadcast(without, log));
      assertTrue(String.valueOf(refused.getMessage()).startsWith(name + " is not set"), name);
    }
  }
}
