package dev.broadside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/** Where a run of several injectors is: as far as the one that is least far. */
final class ShardProgress {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PHASES =
      List.of("stage", "connecting", "waiting", "warmup", "measuring", "draining", "reporting");

  private ShardProgress() {}

  /**
   * What their heartbeats say together.
   *
   * @param injectors how many there are, of whom some may not have said anything yet
   * @param asked connections of all together
   */
  static JsonNode of(Collection<String> each, int injectors, long asked) {
    List<JsonNode> heard =
        each.stream().filter(p -> !p.isEmpty()).map(ShardProgress::read).toList();
    ObjectNode all = JSON.createObjectNode();
    all.put("phase", phase(heard, injectors));
    all.put("open", sum(heard, p -> p.path("open").asLong()));
    all.put("asked", asked);
    all.put("published", sum(heard, p -> p.path("published").asLong()));
    // Each knows the schedule of all.
    all.put("planned", most(heard, p -> p.path("planned").asLong()));
    all.put("deliveriesPerSecond", sum(heard, p -> p.path("deliveriesPerSecond").asLong()));
    all.put("secondsLeft", most(heard, p -> p.path("secondsLeft").asLong()));
    for (String last : List.of("lastP50Millis", "lastP95Millis")) {
      putWorst(all, last, heard);
    }
    all.set("moment", moment(heard.stream().map(p -> p.path("moment")).toList()));
    return all;
  }

  /** Counts added up, of latencies the worst. */
  private static JsonNode moment(List<JsonNode> heard) {
    List<JsonNode> counted = heard.stream().filter(JsonNode::isObject).toList();
    if (counted.isEmpty()) {
      return JSON.nullNode();
    }
    ObjectNode all = JSON.createObjectNode();
    for (String count : List.of("delivered", "lost", "duplicate", "rejoined")) {
      all.put(count, sum(counted, p -> p.path(count).asLong()));
    }
    // A broadcast is settled in each of their books.
    for (String count : List.of("atMillis", "settled", "incomplete")) {
      all.put(count, most(counted, p -> p.path(count).asLong()));
    }
    for (String last : List.of("lastP50Millis", "lastP99Millis")) {
      putWorst(all, last, counted);
    }
    ArrayNode marks = all.putArray("marks");
    counted.forEach(p -> p.path("marks").forEach(marks::add));
    return all;
  }

  private static void putWorst(ObjectNode all, String last, List<JsonNode> heard) {
    heard.stream()
        .map(p -> p.path(last))
        .filter(JsonNode::isNumber)
        .mapToDouble(JsonNode::asDouble)
        .max()
        .ifPresentOrElse(worst -> all.put(last, worst), () -> all.putNull(last));
  }

  /** A phase in which nobody counts anything. */
  static JsonNode phase(String phase) {
    return JSON.createObjectNode().put("phase", phase);
  }

  private static String phase(List<JsonNode> heard, int members) {
    if (heard.isEmpty() || heard.size() < members) {
      return "connecting";
    }
    int least =
        heard.stream().mapToInt(p -> PHASES.indexOf(p.path("phase").asText())).min().orElse(0);
    return PHASES.get(Math.max(0, least));
  }

  private static JsonNode read(String progress) {
    try {
      return JSON.readTree(progress);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static long sum(List<JsonNode> heard, ToLongFunction<JsonNode> count) {
    return heard.stream().mapToLong(count).sum();
  }

  private static long most(List<JsonNode> heard, ToLongFunction<JsonNode> count) {
    return heard.stream().mapToLong(count).max().orElse(0);
  }
}
