package dev.broadside.scenario;

import dev.broadside.scenario.Node.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the faults of a scenario: each is of one kind, and has the keys of that kind only. */
final class FaultsReader {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** A kind and what else its faults may say. */
  private static final Map<String, List<String>> KINDS = kinds();

  private FaultsReader() {}

  private static Map<String, List<String>> kinds() {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    kinds.put("kill", List.of("how", "for"));
    kinds.put("freeze", List.of("for"));
    kinds.put("fail", List.of("with", "for"));
    kinds.put("delay", List.of("by", "for"));
    kinds.put("throttle", List.of("for"));
    kinds.put("stop", List.of("how", "for"));
    return kinds;
  }

  /**
   * The faults in the order of the file.
   *
   * @param window a fault after its end would hit nothing that counts
   */
  static List<Fault> faults(Section root, Duration window) throws ScenarioException {
    List<Fault> faults = new ArrayList<>();
    for (Section section : root.elements("faults")) {
      faults.add(fault(section, window));
    }
    return List.copyOf(faults);
  }

  private static Fault fault(Section fault, Duration window) throws ScenarioException {
    fault.require("at", "say when, from the beginning of the measured window, as at: 20s");
    Duration at = fault.time("at", Duration.ZERO, Duration.ZERO);
    if (at.compareTo(window) >= 0) {
      throw fault.error(
          "at",
          "must lie within the measured window of %s (publish.for)"
              .formatted(DurationText.format(window)));
    }
    String kind = kind(fault);
    Map<String, String> what = new LinkedHashMap<>();
    switch (kind) {
      case "kill", "freeze", "fail", "delay" -> what.put(kind, fault.share(kind));
      default -> what.put(kind, fault.text(kind, ""));
    }
    addChoices(fault, kind, what);
    for (String time : List.of("by", "for")) {
      if (fault.has(time)) {
        Duration length = fault.time(time, SHORTEST, SHORTEST);
        what.put(time, DurationText.format(length));
      }
    }
    return new Fault(at, what);
  }

  private static void addChoices(Section fault, String kind, Map<String, String> what)
      throws ScenarioException {
    switch (kind) {
      case "kill" -> {
        what.put("how", fault.choice("how", "fin", "reset", "silent"));
        healsOnly(fault, what, "silent");
      }
      case "stop" -> {
        what.put("how", fault.choice("how", "pause", "end"));
        healsOnly(fault, what, "pause");
      }
      case "fail" -> what.put("with", fault.only("with", Kind.NUMBER, "500", "429", "410"));
      case "delay" -> fault.require("by", "say for how long a post waits, as by: 200ms");
      default -> {
        // freeze and throttle have nothing to choose.
      }
    }
  }

  private static void healsOnly(Section fault, Map<String, String> what, String how)
      throws ScenarioException {
    if (fault.has("for") && !how.equals(what.get("how"))) {
      throw fault.error("for", "goes with how: " + how + " only: nothing else can come back");
    }
  }

  private static String kind(Section fault) throws ScenarioException {
    List<String> kinds = KINDS.keySet().stream().filter(fault::has).toList();
    if (kinds.size() != 1) {
      throw fault.error(
          kinds.isEmpty() ? "at" : kinds.get(1),
          "needs one of %s beside it, and no second one"
              .formatted(String.join(", ", KINDS.keySet())));
    }
    String kind = kinds.getFirst();
    for (String key : fault.keys()) {
      boolean fits =
          key.equals("at") || key.equals(kind) || KINDS.getOrDefault(kind, List.of()).contains(key);
      if (!fits) {
        throw fault.error(key, "does not go with " + kind);
      }
    }
    return kind;
  }
}
