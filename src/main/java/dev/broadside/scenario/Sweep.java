package dev.broadside.scenario;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.broadside.scenario.Node.Entry;
import dev.broadside.scenario.Node.Kind;
import dev.broadside.scenario.Node.Mapping;
import dev.broadside.scenario.Node.Scalar;
import dev.broadside.scenario.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The runs that {@code sweep} asks for: one for each value of its key, or for each combination of
 * values where it has several keys. A sweep of a single combination is that run, so that whoever
 * makes one of them overrides {@code sweep} by its {@link #override}.
 */
final class Sweep {
  private static final int MOST_RUNS = 64;

  /** Without a sweep there is one run, with nothing to put in. */
  private static final List<List<Choice>> NONE = List.of(List.of());

  private final Position at;
  private final List<List<Choice>> runs;

  private Sweep(Position at, List<List<Choice>> runs) {
    this.at = at;
    this.runs = runs;
  }

  /** One value of one key. */
  private record Choice(String key, Scalar value, Replacement replacement) {
    private String yaml() {
      char[] quoted = JsonStringEncoder.getInstance().quoteAsString(value.text());
      String text = value.kind() == Kind.TEXT ? '"' + new String(quoted) + '"' : value.text();
      return "\"" + key + "\": [" + text + "]";
    }
  }

  /** The sweep of a scenario whose keys are checked. */
  static Sweep of(Mapping root) throws ScenarioException {
    Entry entry = root.entries().get("sweep");
    if (entry == null || (entry.value() instanceof Scalar none && none.kind() == Kind.NOTHING)) {
      return new Sweep(root.at(), NONE);
    }
    Position at = entry.value().at();
    if (!(entry.value() instanceof Mapping keys)) {
      throw at.error("'sweep' must have keys with lists, as audience.connections: [100, 1000]");
    }
    List<List<Choice>> runs = NONE;
    for (Map.Entry<String, Entry> key : keys.entries().entrySet()) {
      runs = product(runs, choices(key.getKey(), key.getValue()));
      if (runs.size() > MOST_RUNS) {
        throw at.error("'sweep' asks for more than %d runs: leave some out".formatted(MOST_RUNS));
      }
    }
    return new Sweep(at, runs);
  }

  private static List<Choice> choices(String key, Entry entry) throws ScenarioException {
    if (key.equals("sweep") || key.startsWith("sweep.")) {
      throw entry.at().error("a sweep cannot sweep itself: name another key");
    }
    List<Choice> choices = new ArrayList<>();
    List<Node> values = entry.value() instanceof Sequence list ? list.elements() : List.of();
    for (Node value : values) {
      if (!(value instanceof Scalar scalar) || scalar.kind() == Kind.NOTHING) {
        throw value.at().error("each value of a sweep is a text or a number");
      }
      choices.add(new Choice(key, scalar, Replacement.of(entry.at(), key, scalar)));
    }
    if (choices.isEmpty()) {
      throw entry.value().at().error("'sweep.%s' must be a list of values".formatted(key));
    }
    return choices;
  }

  private static List<List<Choice>> product(List<List<Choice>> runs, List<Choice> choices) {
    List<List<Choice>> product = new ArrayList<>();
    for (List<Choice> run : runs) {
      for (Choice choice : choices) {
        List<Choice> longer = new ArrayList<>(run);
        longer.add(choice);
        product.add(longer);
      }
    }
    return product;
  }

  /** For each run what {@code --set} must say to make it alone; none where nothing is swept. */
  List<String> overrides() {
    return runs.equals(NONE) ? List.of() : runs.stream().map(Sweep::override).toList();
  }

  private static String override(List<Choice> run) {
    return run.stream().map(Choice::yaml).collect(Collectors.joining(", ", "sweep={", "}"));
  }

  /** The scenario with the values of the only run put in. */
  Mapping applyTo(Mapping root) throws ScenarioException {
    Mapping applied = root;
    for (Choice choice : only()) {
      applied = choice.replacement().applyTo(applied);
    }
    return applied;
  }

  /** What the only run adds to the scenario's name. */
  String suffix() throws ScenarioException {
    return only().stream()
        .map(choice -> "-" + choice.value().text().replaceAll("[^A-Za-z0-9.]+", "-"))
        .collect(Collectors.joining());
  }

  private List<Choice> only() throws ScenarioException {
    if (runs.size() > 1) {
      throw at.error(
          "'sweep' asks for %d runs, which only ./broadside run makes: --set sweep=null for one"
              .formatted(runs.size()));
    }
    return runs.getFirst();
  }
}
