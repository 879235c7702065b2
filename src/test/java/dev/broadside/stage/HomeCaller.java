package dev.broadside.stage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * A function that calls its stage as published handlers do, by {@code https} and its domain name.
 */
public final class HomeCaller implements RequestHandler<Map<String, Object>, Object> {
  @Override
  public Object handleRequest(Map<String, Object> event, Context context) {
    Object domain =
        event.get("requestContext") instanceof Map<?, ?> map ? map.get("domainName") : "";
    URI uri = URI.create("https://" + domain + "/prod/@connections/AAAAAAAAIAMCAAA%3D");
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
      return Map.of("statusCode", 200, "body", "home says " + status);
    } catch (IOException e) {
      return Map.of("statusCode", 200, "body", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of("statusCode", 200, "body", "interrupted");
    }
  }
}
