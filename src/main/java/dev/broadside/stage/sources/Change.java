package dev.broadside.stage.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record of a stream: a change of an item.
 *
 * @param id its sequence number
 * @param item the key of the item, as text; changes of one item keep their order
 * @param readAt when it was read, by the poller's clock. Its age counts from here, which is at most
 *     a poll after it was written: DynamoDB Local rounds the time of writing down to minutes
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, as meant.
record Change(String id, String item, byte[] json, long readAt) implements SourceRecord {

  /**
   * Makes what a function gets of what {@code GetRecords} gave: the same members, with the ARN and
   * the region that the template knows (Lambda developer guide, with-ddb: example event).
   */
  static Change of(JsonNode read, String arn, long now) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    for (String member : new String[] {"eventID", "eventName", "eventVersion", "eventSource"}) {
      event.set(member, read.path(member));
    }
    event.put("awsRegion", arn.split(":", 5)[3]);
    ObjectNode dynamodb = event.putObject("dynamodb");
    for (Map.Entry<String, JsonNode> member : read.path("dynamodb").properties()) {
      dynamodb.set(member.getKey(), member.getValue());
    }
    String created = "ApproximateCreationDateTime";
    dynamodb.put(created, dynamodb.path(created).asLong());
    if (read.has("userIdentity")) {
      event.set("userIdentity", read.get("userIdentity"));
    }
    event.put("eventSourceARN", arn);
    Map<String, JsonNode> keys = new TreeMap<>();
    dynamodb.path("Keys").properties().forEach(key -> keys.put(key.getKey(), key.getValue()));
    return new Change(
        dynamodb.path("SequenceNumber").asText(),
        keys.toString(),
        event.toString().getBytes(StandardCharsets.UTF_8),
        now);
  }
}
