package dev.broadside.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the JSON that JMH writes ({@code -rf json}), of any project. It takes the raw data, one
 * mean a fork, and refuses what is not all there: JMH exits 0 when a fork fails, unless told {@code
 * -foe true}, and leaves the fork out.
 */
final class JmhReader {
  /**
   * What two measurements must share; {@code jvm} is a path, and {@code forks} a number of data.
   */
  private static final List<String> CONDITIONS =
      List.of(
          "jmhVersion",
          "jdkVersion",
          "vmName",
          "vmVersion",
          "jvmArgs",
          "threads",
          "warmupIterations",
          "warmupTime",
          "warmupBatchSize",
          "measurementIterations",
          "measurementTime",
          "measurementBatchSize");

  /** Where a benchmark finds what was started for it: another port each time, and no condition. */
  private static final Pattern FREE_PORT = Pattern.compile("(?:127\\.0\\.0\\.1|localhost):\\d+");

  private final String file;
  private final Set<String> counters;

  /** A reader that also takes the secondary metrics named in {@code counters}. */
  JmhReader(String file, Set<String> counters) {
    this.file = file;
    this.counters = counters;
  }

  Results read(JsonNode root) throws GateException {
    if (!root.isArray() || root.isEmpty()) {
      throw new GateException(
          file + " holds no benchmark: check the pattern, and JMH's log for failed forks");
    }
    Results results = new Results();
    for (JsonNode entry : root) {
      BenchmarkId id = new BenchmarkId(text(entry, "benchmark"), params(entry.path("params")));
      if (results.timings().containsKey(id)) {
        throw new GateException(
            "%s has %s twice: keep one, or measure each mode apart".formatted(file, id));
      }
      results.timings().put(id, timing(id, entry));
      count(id, entry, results);
    }
    return results;
  }

  private String text(JsonNode entry, String field) throws GateException {
    JsonNode value = entry.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new GateException(
          "%s has a result without '%s': give the JSON that JMH writes with -rf json"
              .formatted(file, field));
    }
    return value.textValue();
  }

  private static Map<String, String> params(JsonNode params) {
    Map<String, String> values = new TreeMap<>();
    params.properties().forEach(param -> values.put(param.getKey(), param.getValue().asText()));
    return values;
  }

  private Timing timing(BenchmarkId id, JsonNode entry) throws GateException {
    JsonNode metric = entry.path("primaryMetric");
    List<Double> forks = forks(id, entry, metric);
    for (double fork : forks) {
      if (!(fork > 0)) {
        throw new GateException(
            "%s: %s has the score %s, and a time or rate is above 0: repeat it"
                .formatted(file, id, fork));
      }
    }
    SortedMap<String, String> conditions = new TreeMap<>();
    for (String name : CONDITIONS) {
      if (entry.has(name)) {
        JsonNode value = entry.get(name);
        String text = value.isContainerNode() ? value.toString() : value.asText();
        conditions.put(name, FREE_PORT.matcher(text).replaceAll("127.0.0.1:*"));
      }
    }
    return new Timing(text(entry, "mode"), text(metric, "scoreUnit"), forks, conditions);
  }

  /** One mean a fork, of all the forks and iterations that were asked for. */
  private List<Double> forks(BenchmarkId id, JsonNode entry, JsonNode metric) throws GateException {
    int asked = entry.path("forks").asInt(-1);
    if (asked == 0) {
      throw new GateException(
          "%s: %s ran in JMH's own process (-f 0), which is no fork: use -f 1 or more"
              .formatted(file, id));
    }
    JsonNode raw = metric.has("rawData") ? metric.get("rawData") : metric.path("rawDataHistogram");
    if (asked < 0 || raw.size() != asked) {
      throw new GateException(
          "%s: %s has %s of %s forks, so that one failed or the file is cut: repeat it with -foe true"
              .formatted(file, id, raw.size(), asked));
    }
    int iterations = entry.path("measurementIterations").asInt(-1);
    List<Double> means = new ArrayList<>();
    for (JsonNode fork : raw) {
      if (fork.isEmpty() || (iterations >= 0 && fork.size() != iterations)) {
        throw new GateException(
            "%s: a fork of %s has %s of %s iterations: repeat it with -foe true"
                .formatted(file, id, fork.size(), iterations));
      }
      means.add(mean(id, fork));
    }
    return means;
  }

  private double mean(BenchmarkId id, JsonNode iterations) throws GateException {
    double sum = 0;
    double weight = 0;
    for (JsonNode iteration : iterations) {
      if (!iteration.isArray()) {
        sum += number(id, iteration);
        weight++;
        continue;
      }
      // A sampled iteration is a histogram: pairs of a time and how often it was seen.
      for (JsonNode bucket : iteration) {
        double times = number(id, bucket.path(1));
        sum += number(id, bucket.path(0)) * times;
        weight += times;
      }
    }
    if (!(weight > 0) || !Double.isFinite(sum)) {
      throw new GateException("%s: a fork of %s has no score: repeat it".formatted(file, id));
    }
    return sum / weight;
  }

  private double number(BenchmarkId id, JsonNode value) throws GateException {
    // NaN and Infinity are texts in JMH's JSON.
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new GateException(
          "%s: %s has the score %s, which is no number: repeat it"
              .formatted(file, id, value.isMissingNode() ? "nothing" : value.toString()));
    }
    return value.doubleValue();
  }

  private void count(BenchmarkId id, JsonNode entry, Results results) throws GateException {
    for (Map.Entry<String, JsonNode> metric : entry.path("secondaryMetrics").properties()) {
      // JMH before 1.36 put a dot in the middle of the line before a profiler's metrics.
      String name = metric.getKey().replaceFirst("^\u00b7", "");
      if (counters.contains(name)) {
        results.count(id, name, forks(id, entry, metric.getValue()));
      }
    }
  }
}
