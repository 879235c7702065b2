package dev.broadside.stage;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions that put texts on a queue or into a table, and functions behind these that tell the
 * connection which the texts came from.
 */
public final class SourceHandlers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static JsonNode tree(Object event) {
    return JSON.valueToTree(event);
  }

  private static void post(String connection, String text) throws Exception {
    String api = System.getenv("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI");
    send(HttpRequest.newBuilder(URI.create(api + "/@connections/" + connection)), text);
  }

  private static void call(String url, String target, JsonNode body) throws Exception {
    send(
        HttpRequest.newBuilder(URI.create(url))
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/x"),
        body.toString());
  }

  private static void send(HttpRequest.Builder request, String body) throws Exception {
    var answer =
        HTTP.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }

  /** Puts each of {@code texts} on the queue. */
  public Object enqueue(Map<String, Object> event) throws Exception {
    JsonNode message = tree(event);
    ObjectNode request = JSON.createObjectNode().put("QueueUrl", System.getenv("QUEUE_URL"));
    ArrayNode entries = request.putArray("Entries");
    for (JsonNode text : JSON.readTree(message.get("body").asText()).get("texts")) {
      ObjectNode body = JSON.createObjectNode().set("text", text);
      body.set("connection", message.at("/requestContext/connectionId"));
      entries.addObject().put("Id", "" + entries.size()).put("MessageBody", body.toString());
    }
    // At the queue's URL: the stage must be what it leads to.
    call(System.getenv("QUEUE_URL"), "AmazonSQS.SendMessageBatch", request);
    return Map.of();
  }

  /** Tells what came; what begins with {@code bad} fails, the first time or always. */
  public Map<String, Object> work(Map<String, Object> event) throws Exception {
    List<Map<String, String>> failures = new ArrayList<>();
    for (JsonNode message : tree(event).get("Records")) {
      JsonNode body = JSON.readTree(message.get("body").asText());
      String text = body.get("text").asText();
      int times = message.at("/attributes/ApproximateReceiveCount").asInt();
      boolean fails = text.startsWith("bad always") || (text.startsWith("bad") && times == 1);
      if (fails) {
        failures.add(Map.of("itemIdentifier", message.get("messageId").asText()));
      } else {
        post(body.get("connection").asText(), "%s (%d)".formatted(text, times));
      }
    }
    return Map.of("batchItemFailures", failures);
  }

  /** Tells what nobody could handle. */
  public void bury(Map<String, Object> event) throws Exception {
    for (JsonNode message : tree(event).get("Records")) {
      JsonNode body = JSON.readTree(message.get("body").asText());
      post(body.get("connection").asText(), "dead: " + body.get("text").asText());
    }
  }

  /** Writes each of {@code texts} into one item, one after the other. */
  public Object write(Map<String, Object> event) throws Exception {
    JsonNode message = tree(event);
    for (JsonNode text : JSON.readTree(message.get("body").asText()).get("texts")) {
      ObjectNode request = JSON.createObjectNode().put("TableName", System.getenv("TABLE"));
      ObjectNode item = request.putObject("Item");
      item.putObject("id").set("S", message.at("/requestContext/connectionId"));
      item.putObject("text").set("S", text);
      call(System.getenv("AWS_ENDPOINT_URL_DYNAMODB"), "DynamoDB_20120810.PutItem", request);
    }
    return Map.of();
  }

  /** Tells what was written, and fails at what begins with {@code bad} the first time. */
  public Object follow(Map<String, Object> event, Context context) throws Exception {
    for (JsonNode change : tree(event).get("Records")) {
      String text = change.at("/dynamodb/NewImage/text/S").asText();
      if (text.startsWith("bad") && SEEN.add(text)) {
        return Map.of(
            "batchItemFailures",
            List.of(Map.of("itemIdentifier", change.at("/dynamodb/SequenceNumber").asText())));
      }
      post(
          change.at("/dynamodb/Keys/id/S").asText(), change.get("eventName").asText() + " " + text);
    }
    return Map.of();
  }
}
