package dev.broadside.scenario;

import dev.broadside.scenario.Node.Entry;
import dev.broadside.scenario.Node.Mapping;
import dev.broadside.scenario.Node.Sequence;
import dev.broadside.scenario.Slo.Metric;
import dev.broadside.scenario.Slo.Statistic;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys that a scenario may have, level by level. The one list of them: the reader, {@code
 * --set} and the test of the JSON Schema all use it.
 */
sealed interface Keys {

  /** A key with a value of its own, or with names that the user chooses (headers, the query). */
  enum Leaf implements Keys {
    VALUE,
    NAMES
  }

  /** A key with a list, each element of which has these keys. */
  record Elements(Level level) implements Keys {}

  /**
   * A key with keys of its own.
   *
   * @param known what this version runs, in the order of the documentation
   * @param later what the language has and this version does not run
   */
  record Level(Map<String, Keys> known, List<String> later) implements Keys {

    /** Refuses a key that may not stand under {@code path}. */
    void require(String path, String key, Position at) throws ScenarioException {
      if (later.contains(key)) {
        throw at.error(
            "'%s' is not supported by this version: leave it out".formatted(join(path, key)));
      }
      if (!known.containsKey(key)) {
        String remedy =
            NearestKey.to(key, known.keySet())
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known here are " + String.join(", ", known.keySet()));
        throw at.error("unknown key '%s' %s; %s".formatted(key, place(path), remedy));
      }
    }

    /** Refuses a mapping with a key, at any depth, that may not be there. */
    void check(String path, Mapping mapping) throws ScenarioException {
      for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
        String key = entry.getKey();
        require(path, key, entry.getValue().at());
        if (known.get(key) instanceof Level level
            && entry.getValue().value() instanceof Mapping child) {
          level.check(join(path, key), child);
        }
        if (known.get(key) instanceof Elements elements
            && entry.getValue().value() instanceof Sequence list) {
          for (Node element : list.elements()) {
            if (element instanceof Mapping child) {
              elements.level().check(join(path, key), child);
            }
          }
        }
      }
    }

    private Level with(String key, Keys keys) {
      Map<String, Keys> more = new LinkedHashMap<>(known);
      more.put(key, keys);
      return new Level(more, later);
    }

    private Level values(String... keys) {
      Level level = this;
      for (String key : keys) {
        level = level.with(key, Leaf.VALUE);
      }
      return level;
    }

    private Level later(String... keys) {
      return new Level(known, List.of(keys));
    }
  }

  /** The keys of a fault; which go together, {@link FaultsReader} knows. */
  List<String> FAULT =
      List.of(
          "at", "kill", "freeze", "fail", "delay", "throttle", "stop", "how", "with", "by", "for");

  /** Keys with keys of their own, in place of which one word may stand. */
  Set<String> MAY_BE_A_WORD = Set.of("via", "arrival", "auth");

  /** Every key of a scenario file. */
  Level ROOT = root();

  private static Level root() {
    Level none = new Level(Map.of(), List.of());
    Level connect =
        none.values("rate")
            .with("query", Leaf.NAMES)
            .with("headers", Leaf.NAMES)
            .values("subprotocol")
            .with(
                "auth",
                none.with("query", Leaf.NAMES).with("headers", Leaf.NAMES).values("tokens", "iam"))
            .with("tls", none.values("ca", "insecure"))
            .values("from", "proxy", "maxAge", "maxIdle");
    Level audience =
        none.values("connections", "rooms", "sizes", "settle", "repeats", "witnesses")
            .with("churn", churn(none));
    Level publish =
        none.with("via", via(none))
            .values("message", "rate")
            .with("steps", new Elements(none.values("from", "to", "for")))
            .with("arrival", none.values("burst"))
            .values("warmup", "for", "drain", "payload", "publishers");
    return none.values("question", "seed", "target")
        .with("local", local(none))
        .with("connect", connect)
        .with("join", none.values("message", "reply", "within"))
        .with("audience", audience)
        .with("publish", publish)
        .with("faults", new Elements(none.values(FAULT.toArray(String[]::new))))
        .with("slo", slo(none))
        .with("limits", none.values("messages", "duration", "errors").later("cost"))
        .with("sweep", Leaf.NAMES);
  }

  private static Level churn(Level none) {
    return none.values("leave", "away", "how", "within")
        .with("storms", new Elements(none.values("at", "leave", "away", "spread", "how")));
  }

  private static Level via(Level none) {
    return none.with(
            "http", none.values("method", "path").with("headers", Leaf.NAMES).values("body"))
        .with("queue", none.values("url", "body"));
  }

  private static Level local(Level none) {
    return none.values("design", "lookup", "fanout", "concurrency", "profile", "template")
        .with("parameters", Leaf.NAMES)
        .with("functions", Leaf.NAMES)
        .values("code", "auth", "port");
  }

  private static Level slo(Level none) {
    Level latency =
        none.values(Arrays.stream(Statistic.values()).map(Statistic::word).toArray(String[]::new));
    Level slo = none;
    for (Metric metric : Metric.values()) {
      slo = slo.with(metric.word(), latency);
    }
    return slo.values("lost", "duplicate", "unexpected").later("confidence");
  }

  /** The path of {@code key} under {@code path}. */
  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** A path as error messages name it. */
  static String place(String path) {
    return path.isEmpty() ? "at the top level" : "in '" + path + "'";
  }
}
