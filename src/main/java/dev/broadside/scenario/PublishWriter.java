package dev.broadside.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code publish} as {@link PublishReader} reads it. */
final class PublishWriter {
  private PublishWriter() {}

  static Map<String, Object> publish(Publish publish) {
    Map<String, Object> keys = new LinkedHashMap<>();
    via(publish, keys);
    if (publish.pace().isSteady()) {
      keys.put("rate", publish.pace().first().toString());
    } else {
      keys.put("steps", publish.pace().steps().stream().map(PublishWriter::step).toList());
    }
    keys.put("arrival", arrival(publish.arrival()));
    keys.put("warmup", DurationText.format(publish.warmup()));
    if (publish.pace().isSteady()) {
      keys.put("for", DurationText.format(publish.duration()));
    }
    keys.put("drain", DurationText.format(publish.drain()));
    keys.put("payload", payload(publish.payload().shares()));
    keys.put("publishers", publish.publishers());
    return keys;
  }

  private static void via(Publish publish, Map<String, Object> keys) {
    switch (publish.via()) {
      case Via.WebSocket webSocket -> {
        keys.put("via", "websocket");
        keys.put("message", publish.message());
      }
      case Via.Http(String method, String path, Map<String, String> headers) -> {
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("method", method);
        http.put("path", path);
        http.put("headers", headers);
        http.put("body", publish.message());
        keys.put("via", Map.of("http", http));
      }
      case Via.Queue(String url) -> {
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("url", url);
        queue.put("body", publish.message());
        keys.put("via", Map.of("queue", queue));
      }
    }
  }

  private static Map<String, Object> step(Pace.Step step) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("from", step.from().toString());
    keys.put("to", step.to().toString());
    keys.put("for", DurationText.format(step.duration()));
    return keys;
  }

  private static Object arrival(Arrival arrival) {
    return switch (arrival) {
      case Arrival.Constant constant -> "constant";
      case Arrival.Poisson poisson -> "poisson";
      case Arrival.Burst(int size) -> Map.of("burst", size);
    };
  }

  private static Object payload(List<Payload.Share> shares) {
    if (shares.size() == 1) {
      return shares.getFirst().size().toString();
    }
    Map<String, Object> mix = new LinkedHashMap<>();
    shares.forEach(share -> mix.put(share.size().toString(), share.text()));
    return mix;
  }
}
