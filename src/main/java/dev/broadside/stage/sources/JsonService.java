package dev.broadside.stage.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * An AWS service that is spoken to in plain JSON, by the stage itself: without an SDK and not
 * through the stage's port, so that nothing of it is counted as a handler's work.
 *
 * @param target what {@code X-Amz-Target} begins with
 * @param title what messages call it
 */
public record JsonService(HttpClient http, URI endpoint, String target, String title) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** DynamoDB at an endpoint. */
  public static JsonService dynamoDb(HttpClient http, URI endpoint) {
    return new JsonService(http, endpoint, "DynamoDB_20120810", "DynamoDB");
  }

  /** DynamoDB Streams at an endpoint. */
  static JsonService streams(HttpClient http, URI endpoint) {
    return new JsonService(http, endpoint, "DynamoDBStreams_20120810", "DynamoDB Streams");
  }

  /** SQS at an endpoint. */
  public static JsonService sqs(HttpClient http, URI endpoint) {
    return new JsonService(http, endpoint, "AmazonSQS", "SQS");
  }

  /** The service answered, and not with 200. */
  public static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  /** Calls one operation and waits for its answer. */
  public JsonNode call(String operation, ObjectNode body, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(patience)
            .header("X-Amz-Target", target + "." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/local")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new Refusal(answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IOException(title + " answers " + operation + " with what is no JSON", e);
    }
  }

  /** An empty request. */
  public static ObjectNode request() {
    return JSON.createObjectNode();
  }
}
