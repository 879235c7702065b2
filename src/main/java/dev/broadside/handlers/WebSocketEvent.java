package dev.broadside.handlers;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of an API Gateway WebSocket event that the functions use.
 *
 * <p>Read from a map, since {@code APIGatewayV2WebSocketEvent} of {@code aws-lambda-java-events}
 * lacks fields that API Gateway sends, and reflection over it costs cold start.
 *
 * @param body what the client sent, or null for {@code $connect} and {@code $disconnect}
 */
record WebSocketEvent(String connectionId, String domainName, String stage, @Nullable String body) {

  /** Reads an event; one that no WebSocket API sent is refused. */
  static WebSocketEvent of(Map<String, Object> event) {
    if (!(event.get("requestContext") instanceof Map<?, ?> context)) {
      throw new IllegalArgumentException(
          "The event has no requestContext: only a route of a WebSocket API can invoke this"
              + " function.");
    }
    return new WebSocketEvent(
        text(context, "connectionId"),
        text(context, "domainName"),
        text(context, "stage"),
        event.get("body") instanceof String body ? body : null);
  }

  /** Which route was selected. */
  static String routeKey(Map<String, Object> event) {
    return event.get("requestContext") instanceof Map<?, ?> context
        ? text(context, "routeKey")
        : "";
  }

  /** Where {@code @connections} of the event's API is. */
  URI endpoint() {
    return URI.create("https://" + domainName + "/" + stage);
  }

  private static String text(Map<?, ?> context, String name) {
    if (context.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "The event's requestContext has no "
            + name
            + ": only a route of a WebSocket API can invoke this function.");
  }
}
