package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * A message of a room as it is stored, posted and listed.
 *
 * @param id sorts by time; unique by the request that brought the message
 */
record ChatMessage(String room, String id, String user, String message) {
  /* Milliseconds since the epoch have 13 digits until the year 2286, so texts sort as times do. */
  private static final String ID = "%013d-%s";

  /** The id of the message that an event brings: when API Gateway got the request, and which. */
  static String id(Map<String, Object> event) {
    if (event.get("requestContext") instanceof Map<?, ?> context
        && context.get("requestId") instanceof String request) {
      Object time = context.get("requestTimeEpoch");
      Object millis = time == null ? context.get("timeEpoch") : time;
      if (millis instanceof Number number) {
        return String.format(Locale.ROOT, ID, number.longValue(), request.replace("=", ""));
      }
    }
    throw new IllegalArgumentException(
        "The event's requestContext has no requestId with a time: only API Gateway can invoke this"
            + " function.");
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("room", room)
        .put("id", id)
        .put("user", user)
        .put("message", message);
  }
}
