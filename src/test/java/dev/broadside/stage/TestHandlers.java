package dev.broadside.stage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Functions that behave well or badly on request; they run in a function host of their own. */
public final class TestHandlers {
  private static final Queue<String> DISCONNECTS = new ConcurrentLinkedQueue<>();

  private TestHandlers() {}

  private static Map<?, ?> context(Map<?, ?> event) {
    return event.get("requestContext") instanceof Map<?, ?> context ? context : Map.of();
  }

  /** {@code $connect}: does what the query parameter {@code answer} says. */
  public static final class Connect implements RequestHandler<Map<String, Object>, Object> {
    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
      Object query = event.get("queryStringParameters");
      Object answer = query instanceof Map<?, ?> map ? map.get("answer") : "empty";
      return switch (String.valueOf(answer)) {
        case "empty" -> Map.of();
        case "throw" -> throw new IllegalStateException("as told");
        case "malformed" -> Map.of("ConnectionId", "x");
        case "subprotocol" ->
            Map.of("statusCode", 200, "headers", Map.of("Sec-WebSocket-Protocol", "chat"));
        case "post" -> Map.of("statusCode", postTo("" + context(event).get("connectionId")));
        default -> Map.of("statusCode", Integer.parseInt(String.valueOf(answer)));
      };
    }

    private static int postTo(String connectionId) {
      String api = System.getenv("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI");
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(api + "/@connections/" + connectionId))
              .POST(BodyPublishers.ofString("too early"))
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client.send(post, BodyHandlers.discarding()).statusCode();
      } catch (IOException e) {
        return 599;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 598;
      }
    }
  }

  /** {@code $disconnect}: remembers code and reason. */
  public static final class Disconnect implements RequestHandler<Map<String, Object>, Object> {
    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
      Map<?, ?> about = context(event);
      DISCONNECTS.add(
          "%s %s %s"
              .formatted(
                  about.get("connectionId"),
                  about.get("disconnectStatusCode"),
                  about.get("disconnectReason")));
      return Map.of();
    }
  }

  /** Answers what it was told about; several methods, named in the template. */
  public static final class Methods {
    /** Answers the sender's connection id and the route key. */
    public Map<String, Object> whoami(Map<String, Object> event) {
      Map<?, ?> about = context(event);
      return Map.of("body", about.get("connectionId") + " " + about.get("routeKey"));
    }

    /** Answers all that {@code $disconnect} saw. */
    public Map<String, Object> disconnects(Map<String, Object> event, Context context) {
      return Map.of("body", String.join("\n", DISCONNECTS));
    }

    /** Always throws. */
    public Object fail(Map<String, Object> event) {
      throw new IllegalStateException("as told");
    }

    /** Answers with a status that a one-way route keeps to itself. */
    public Map<String, Object> refuse(Map<String, Object> event) {
      return Map.of("statusCode", 500, "body", "nobody reads this");
    }

    /** Takes as long as it has. */
    public Object stall(Map<String, Object> event, Context context) throws InterruptedException {
      Thread.sleep(context.getRemainingTimeInMillis() + 500L);
      return Map.of();
    }
  }

  /** Echoes the event it got as a JSON string in the body. */
  public static final class Stream implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      int length = input.readAllBytes().length;
      output.write(
          ("{\"body\":\"" + (length > 0 ? "streamed" : "empty") + "\"}")
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Cannot be created from outside. */
  public static final class Hidden implements RequestHandler<Object, Object> {
    private Hidden() {}

    @Override
    public Object handleRequest(Object event, Context context) {
      return Map.of();
    }
  }

  /** Throws in its constructor, as a handler without its configuration does. */
  public static final class Broken implements RequestHandler<Object, Object> {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("TABLE is not set");
    }

    @Override
    public Object handleRequest(Object event, Context context) {
      return Map.of();
    }
  }
}
