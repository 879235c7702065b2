package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The function behind every route of {@code conformance.yaml}: misbehaves as it is told, and shows
 * the events that it got, so that a client can see what API Gateway made of what it did.
 *
 * <p>What {@code $connect} does, the query parameter {@code answer} says; what a message does, its
 * route. Every other route answers the event itself. {@code $disconnect} keeps its event, which the
 * route {@code seen} gives to whoever asks.
 */
public final class ConformanceHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Must never reach a client: API Gateway forwards neither body nor headers of {@code $connect}.
   */
  private static final String PRIVATE = "not for clients";

  private final ConformanceTable seen;
  private final SelfPost selfPost;

  /** Reads the environment of the function. */
  public ConformanceHandler() {
    this(System.getenv());
  }

  ConformanceHandler(Map<String, String> environment) {
    this.seen = new ConformanceTable(environment);
    this.selfPost = new SelfPost(environment);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Map<?, ?> request = map(event.get("requestContext"));
    return switch (String.valueOf(request.get("eventType"))) {
      case "CONNECT" -> connect(event);
      case "DISCONNECT" -> {
        seen.put(WebSocketEvent.of(event).connectionId(), json(event));
        yield Answer.ok();
      }
      default -> message(event, String.valueOf(request.get("routeKey")));
    };
  }

  private Map<String, Object> connect(Map<String, Object> event) {
    Object answer = map(event.get("queryStringParameters")).get("answer");
    return switch (answer == null ? "200" : String.valueOf(answer)) {
      case "throw" -> throw new IllegalStateException("as told");
      case "post" -> Map.of("statusCode", selfPost.status(WebSocketEvent.of(event)));
      case "subprotocol" ->
          Map.of(
              "statusCode",
              200,
              "headers",
              Map.of("Sec-WebSocket-Protocol", "chat", "X-Conformance", PRIVATE));
      case String status ->
          Map.of(
              "statusCode",
              Integer.parseInt(status),
              "headers",
              Map.of("X-Conformance", PRIVATE),
              "body",
              PRIVATE);
    };
  }

  /** A variant of the template puts a service before the action: {@code conform/event}. */
  private Map<String, Object> message(Map<String, Object> event, String routeKey) {
    String body = String.valueOf(event.get("body"));
    return switch (routeKey.substring(routeKey.lastIndexOf('/') + 1)) {
      case "throw" -> throw new IllegalStateException("as told");
      case "malformed" -> Map.of("statusCode", 200, "ConnectionId", "no member of an answer");
      case "refuse" -> Map.of("statusCode", 500, "body", PRIVATE);
      case "answer" -> answer("got " + body.length() + " characters");
      case "seen" -> answer("{\"seen\":" + seen.get(parse(body).path("id").asText()) + "}");
      default -> answer(json(event));
    };
  }

  private static Map<String, Object> answer(String body) {
    return Map.of("statusCode", 200, "body", body);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String json(Map<String, Object> event) {
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("An event that was JSON is none any more", impossible);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The message is not JSON, and chose this route?", e);
    }
  }

  @Override
  public void close() {
    seen.close();
  }
}
