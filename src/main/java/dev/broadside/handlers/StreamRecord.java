package dev.broadside.handlers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A change of an item, as a DynamoDB stream tells it (Lambda developer guide, with-ddb: example
 * event). The stream must show the new image.
 *
 * @param image the item as it is now, or null where it was removed
 */
record StreamRecord(Map<String, AttributeValue> keys, @Nullable Map<String, AttributeValue> image) {

  /** Reads an event; one that no stream sent is refused. */
  static List<StreamRecord> listOf(Map<String, Object> event) {
    List<StreamRecord> records = new ArrayList<>();
    for (Object record : QueueMessage.records(event)) {
      if (!(record instanceof Map<?, ?> members)
          || !(members.get("dynamodb") instanceof Map<?, ?> change)) {
        throw new IllegalArgumentException(
            "A record has no dynamodb: only a table's stream can invoke this function.");
      }
      boolean removed = "REMOVE".equals(members.get("eventName"));
      records.add(
          new StreamRecord(
              attributes(change.get("Keys")), removed ? null : attributes(change.get("NewImage"))));
    }
    return records;
  }

  /** The value of a key that is a text, or an empty one. */
  String key(String name) {
    AttributeValue value = keys.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  private static Map<String, AttributeValue> attributes(@Nullable Object json) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    if (json instanceof Map<?, ?> members) {
      members.forEach((name, value) -> attributes.put(String.valueOf(name), value(value)));
    }
    return attributes;
  }

  /** Texts, numbers and maps, of which messages are made; anything else is nothing. */
  private static AttributeValue value(@Nullable Object json) {
    Map<?, ?> typed = json instanceof Map<?, ?> map ? map : Map.of();
    if (typed.get("S") instanceof String text) {
      return AttributeValue.fromS(text);
    }
    if (typed.get("N") instanceof String number) {
      return AttributeValue.fromN(number);
    }
    return typed.get("M") instanceof Map<?, ?> map
        ? AttributeValue.fromM(attributes(map))
        : AttributeValue.fromNul(true);
  }
}
