package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Functions that pass what they are sent to everybody who ever connected. */
public final class WaysHandlers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> CONNECTIONS = ConcurrentHashMap.newKeySet();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static JsonNode tree(Object event) {
    return JSON.valueToTree(event);
  }

  private static void broadcast(String text) throws Exception {
    String api = System.getenv("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI");
    for (String connection : CONNECTIONS) {
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(api + "/@connections/" + connection))
              .POST(BodyPublishers.ofString(text))
              .build();
      int status = HTTP.send(post, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IOException("HTTP " + status);
      }
    }
  }

  /** Remembers who connects. */
  public Map<String, Object> join(Map<String, Object> event) {
    CONNECTIONS.add(tree(event).at("/requestContext/connectionId").asText());
    return Map.of("statusCode", 200);
  }

  /** Tells everybody; in a bad mood it says that it did not, and in the worst it does not. */
  public Map<String, Object> put(Map<String, Object> event) throws Exception {
    JsonNode request = tree(event);
    String mood = request.at("/pathParameters/mood").asText();
    if (!mood.equals("worst")) {
      broadcast(request.at("/pathParameters/room").asText() + " " + request.get("body").asText());
    }
    return Map.of("statusCode", mood.equals("good") ? 202 : 503);
  }

  /** Tells everybody what is on the queue. */
  public Map<String, Object> work(Map<String, Object> event) throws Exception {
    for (JsonNode message : tree(event).get("Records")) {
      broadcast(message.get("body").asText());
    }
    return Map.of("batchItemFailures", List.of());
  }
}
