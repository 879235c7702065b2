package dev.broadside.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a run's {@code summary.json} as one fork: when the last receiver had it, how long the
 * connections took, and what the handlers did for one broadcast.
 */
final class RunReader {
  private static final String SCHEMA = "broadside/run/1";

  /** What is judged, and where it stands. A percentile that a loss made infinite is no number. */
  static final Map<String, String> TIMES =
      new TreeMap<>(
          Map.of(
              "last p50", "/latency/lastMillis/p50",
              "last p95", "/latency/lastMillis/p95",
              "connect p95", "/connections/connectMillis/p95"));

  /** The CPU time of a delivery, which only a run on the local stage has. */
  static final String CPU = "CPU per delivery";

  private static final Map<String, String> COUNTERS =
      Map.of(
          "bytes", "/handler/bytes",
          "posts", "/handler/posts",
          "attempts", "/handler/attempts",
          "requests", "/handler/lookups/requests",
          "pages", "/handler/lookups/pages",
          "readUnits", "/handler/lookups/readUnits",
          "lost", "/deliveries/lost");

  private static final List<String> MACHINE =
      List.of("os", "kernel", "arch", "cpuModel", "processors", "java");

  private final String file;

  RunReader(String file) {
    this.file = file;
  }

  static boolean isRun(JsonNode root) {
    return root.path("schema").asText().startsWith("broadside/run/");
  }

  Results read(JsonNode root) throws GateException {
    if (!root.path("schema").asText().equals(SCHEMA)) {
      throw new GateException(
          "%s has the schema %s, and this version reads %s: repeat the run with it"
              .formatted(file, root.path("schema").asText(), SCHEMA));
    }
    String status = root.at("/verdict/status").asText();
    if (root.path("interrupted").asBoolean(true) || !List.of("PASS", "FAIL").contains(status)) {
      throw new GateException(
          "%s is of a run that is %s, whose numbers cannot be trusted: repeat it"
              .formatted(file, root.path("interrupted").asBoolean() ? "interrupted" : status));
    }
    Results results = new Results();
    String scenario = root.at("/run/scenario").asText();
    for (Map.Entry<String, String> time : TIMES.entrySet()) {
      BenchmarkId id = new BenchmarkId(scenario + ": " + time.getKey(), Map.of());
      double millis = number(root, time.getValue());
      if (!(millis > 0)) {
        throw new GateException(
            "%s has %s of %s, and a time is above 0: repeat the run"
                .formatted(file, time.getKey(), millis));
      }
      results.timings().put(id, new Timing("run", "ms", List.of(millis), conditions(root)));
    }
    OptionalDouble cpu = cpuMicros(root);
    if (cpu.isPresent()) {
      results
          .timings()
          .put(
              new BenchmarkId(scenario + ": " + CPU, Map.of()),
              new Timing("run", "us", List.of(cpu.getAsDouble()), conditions(root)));
    }
    count(new BenchmarkId(scenario, Map.of()), root, results);
    return results;
  }

  /**
   * What a run counted whose times cannot be trusted; nothing, if it did not reach everybody as
   * often as it was meant to.
   */
  Results counts(JsonNode root) throws GateException {
    Results results = new Results();
    boolean whole =
        !root.path("interrupted").asBoolean(true)
            && root.at("/connections/opened").asLong(-1) == root.at("/connections/asked").asLong()
            && root.at("/broadcasts/complete").asLong(-1)
                == root.at("/broadcasts/planned").asLong();
    if (whole) {
      count(new BenchmarkId(root.at("/run/scenario").asText(), Map.of()), root, results);
    }
    return results;
  }

  /**
   * What the stage and its functions took for a delivery; the store is not the code that is judged.
   * Nothing where no local stage tells.
   */
  private static OptionalDouble cpuMicros(JsonNode root) {
    JsonNode millis = root.at("/environment/stage/cpuMillis");
    double delivered = root.at("/deliveries/delivered").asDouble();
    double taken = millis.path("stage").asDouble() + millis.path("functions").asDouble();
    boolean known = millis.path("stage").isNumber() && !millis.path("functions").isNull();
    return known && taken > 0 && delivered > 0
        ? OptionalDouble.of(taken * 1_000 / delivered)
        : OptionalDouble.empty();
  }

  private double number(JsonNode root, String pointer) throws GateException {
    JsonNode value = root.at(pointer);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new GateException(
          "%s has no %s (a broadcast that somebody missed has none): find the loss first"
              .formatted(file, pointer.substring(1).replace('/', '.')));
    }
    return value.doubleValue();
  }

  private void count(BenchmarkId id, JsonNode root, Results results) throws GateException {
    double broadcasts = number(root, "/broadcasts/published");
    if (!(broadcasts > 0)) {
      throw new GateException(file + " published nothing: repeat the run");
    }
    if (root.at("/environment/stage").isObject() && !root.at("/handler/posts").isNumber()) {
      throw new GateException(
          file
              + " does not say what its handlers did, as a local stage that answers does: repeat it");
    }
    for (Map.Entry<String, String> counter : COUNTERS.entrySet()) {
      // A deployed stage cannot tell what its handlers did: null, which is no counter.
      if (root.at(counter.getValue()).isNumber()) {
        double value = number(root, counter.getValue()) / broadcasts;
        results.count(id, counter.getKey() + " per broadcast", List.of(value));
      }
    }
  }

  private static SortedMap<String, String> conditions(JsonNode root) {
    SortedMap<String, String> conditions = new TreeMap<>();
    for (String name : MACHINE) {
      conditions.put(name, root.path("environment").path(name).asText("unknown"));
    }
    conditions.put("profile", root.at("/run/profile").asText("none"));
    conditions.put("seed", root.at("/run/seed").asText());
    root.at("/run/parameters")
        .properties()
        .forEach(parameter -> conditions.put(parameter.getKey(), parameter.getValue().toString()));
    return conditions;
  }
}
