package dev.broadside.handlers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A message of a queue, as an event source mapping hands it over. */
record QueueMessage(String id, String body) {

  /** Reads an event; one that no queue sent is refused. */
  static List<QueueMessage> listOf(Map<String, Object> event) {
    List<QueueMessage> messages = new ArrayList<>();
    for (Object record : records(event)) {
      if (!(record instanceof Map<?, ?> members)
          || !(members.get("messageId") instanceof String id)
          || !(members.get("body") instanceof String body)) {
        throw new IllegalArgumentException(
            "A record has no messageId and body: only a queue can invoke this function.");
      }
      messages.add(new QueueMessage(id, body));
    }
    return messages;
  }

  static List<?> records(Map<String, Object> event) {
    if (event.get("Records") instanceof List<?> records) {
      return records;
    }
    throw new IllegalArgumentException(
        "The event has no Records: only an event source mapping can invoke this function.");
  }
}
