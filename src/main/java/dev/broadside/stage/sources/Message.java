package dev.broadside.stage.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message of a queue.
 *
 * @param receipt the handle by which it is deleted
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, as meant.
record Message(String id, String receipt, byte[] json) implements SourceRecord {
  private static final String MD5_OF_ATTRIBUTES = "MD5OfMessageAttributes";

  /** Makes what a function gets of what {@code ReceiveMessage} gave (with-sqs: example event). */
  static Message of(JsonNode received, String arn) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.set("messageId", received.path("MessageId"));
    event.set("receiptHandle", received.path("ReceiptHandle"));
    event.set("body", received.path("Body"));
    ObjectNode attributes = event.putObject("attributes");
    for (Map.Entry<String, JsonNode> attribute : received.path("Attributes").properties()) {
      attributes.set(attribute.getKey(), attribute.getValue());
    }
    ObjectNode own = event.putObject("messageAttributes");
    for (Map.Entry<String, JsonNode> attribute : received.path("MessageAttributes").properties()) {
      putAttribute(own.putObject(attribute.getKey()), attribute.getValue());
    }
    if (received.has(MD5_OF_ATTRIBUTES)) {
      event.set("md5OfMessageAttributes", received.get(MD5_OF_ATTRIBUTES));
    }
    event.set("md5OfBody", received.path("MD5OfBody"));
    event.put("eventSource", "aws:sqs");
    event.put("eventSourceARN", arn);
    event.put("awsRegion", arn.split(":", 5)[3]);
    return new Message(
        received.path("MessageId").asText(),
        received.path("ReceiptHandle").asText(),
        event.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void putAttribute(ObjectNode to, JsonNode attribute) {
    if (attribute.has("StringValue")) {
      to.set("stringValue", attribute.get("StringValue"));
    }
    if (attribute.has("BinaryValue")) {
      to.set("binaryValue", attribute.get("BinaryValue"));
    }
    // Reserved by SQS, and always there.
    to.putArray("stringListValues");
    to.putArray("binaryListValues");
    to.set("dataType", attribute.path("DataType"));
  }
}
