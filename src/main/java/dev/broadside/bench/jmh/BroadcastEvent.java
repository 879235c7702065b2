package dev.broadside.bench.jmh;

import java.util.List;
import java.util.Map;

/** The events that make the reference handlers broadcast. */
final class BroadcastEvent {
  private static final long TIME = 1_763_700_000_000L;

  private BroadcastEvent() {}

  /** {@code sendMessage} of a connection. */
  static Map<String, Object> message(String sender) {
    return Map.of(
        "requestContext",
        Map.of(
            "routeKey",
            "sendMessage",
            "eventType",
            "MESSAGE",
            "requestId",
            "BFaVtH2HoAMFZEQ=",
            "requestTimeEpoch",
            TIME,
            "connectionId",
            sender,
            "domainName",
            "abcdefghij.execute-api.us-east-1.amazonaws.com",
            "stage",
            "prod"),
        "body",
        "{\"action\":\"sendMessage\",\"message\":\"%s\"}".formatted("x".repeat(512)),
        "isBase64Encoded",
        false);
  }

  /** A message that is new in the table of the history. */
  static Map<String, Object> stream() {
    Map<String, Object> image =
        Map.of(
            "id",
            Map.of("S", "message-new"),
            "subCollection",
            Map.of("S", "history"),
            "timestamp",
            Map.of("N", Long.toString(TIME + ChatTables.HISTORY_LENGTH)),
            "collection",
            Map.of(
                "M",
                Map.of("userName", Map.of("S", "Mina"), "message", Map.of("S", "Hello again"))));
    Map<String, Object> change =
        Map.of("Keys", Map.of("id", Map.of("S", "message-new")), "NewImage", image);
    return Map.of("Records", List.of(Map.of("eventName", "INSERT", "dynamodb", change)));
  }
}
