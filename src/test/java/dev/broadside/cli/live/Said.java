package dev.broadside.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Progress messages as an injector says them. */
final class Said {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Said() {}

  /** A phase in which nothing is counted. */
  static JsonNode phase(String phase) {
    return JSON.createObjectNode().put("phase", phase).putNull("moment");
  }

  /** A second of a run that delivers {@code perSecond}, with these latencies; NaN is null. */
  static JsonNode second(int second, String phase, long perSecond, double p50, double p95) {
    ObjectNode progress = JSON.createObjectNode();
    progress.put("phase", phase).put("open", 1_000).put("asked", 1_000);
    progress.put("published", 2L * second).put("planned", 120);
    progress.put("deliveriesPerSecond", perSecond).put("secondsLeft", Math.max(0, 60 - second));
    ObjectNode moment = progress.putObject("moment");
    moment.put("atMillis", second * 1_000L).put("delivered", perSecond * second);
    moment.put("settled", 2).put("incomplete", 0).put("lost", 0).put("duplicate", 0);
    moment.put("rejoined", 0).putArray("marks");
    for (String name : new String[] {"lastP50Millis", "lastP95Millis"}) {
      double value = name.equals("lastP50Millis") ? p50 : p95;
      if (Double.isNaN(value)) {
        progress.putNull(name);
      } else {
        progress.put(name, value);
      }
    }
    if (Double.isNaN(p50)) {
      moment.putNull("lastP50Millis").putNull("lastP99Millis");
    } else {
      moment.put("lastP50Millis", p50).put("lastP99Millis", p95);
    }
    return progress;
  }
}
