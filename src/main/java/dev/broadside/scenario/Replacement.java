package dev.broadside.scenario;

import dev.broadside.scenario.Keys.Leaf;
import dev.broadside.scenario.Keys.Level;
import dev.broadside.scenario.Node.Entry;
import dev.broadside.scenario.Node.Kind;
import dev.broadside.scenario.Node.Mapping;
import dev.broadside.scenario.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One {@code --set key.path=value}: it replaces one key of the file before anything is checked. Its
 * position names the path and not the value, which may be something that nobody should read.
 */
record Replacement(Position at, List<String> keys, Node value) {

  static Replacement parse(String written) throws ScenarioException {
    int equals = written.indexOf('=');
    if (equals < 1) {
      throw new ScenarioException(
          "--set %s: write key=value, as --set audience.connections=5000".formatted(written));
    }
    String path = written.substring(0, equals).strip();
    Position at = new Position("--set " + path);
    List<String> keys = keys(path, at);
    Node value = YamlTree.read(written.substring(equals + 1), (line, column) -> at);
    return new Replacement(at, keys, value == null ? new Scalar(at, Kind.NOTHING, "") : value);
  }

  /** One that stands somewhere else than in an argument. */
  static Replacement of(Position at, String path, Node value) throws ScenarioException {
    return new Replacement(at, keys(path, at), value);
  }

  /** Splits at dots, but not the name of a header or of a query parameter: it may have dots. */
  private static List<String> keys(String path, Position at) throws ScenarioException {
    List<String> keys = new ArrayList<>();
    Keys below = Keys.ROOT;
    String rest = path;
    while (below instanceof Level level) {
      int dot = rest.indexOf('.');
      String key = dot < 0 ? rest : rest.substring(0, dot);
      level.require(String.join(".", keys), key, at);
      keys.add(key);
      below = level.known().getOrDefault(key, Leaf.VALUE);
      if (dot < 0) {
        return keys;
      }
      rest = rest.substring(dot + 1);
    }
    if (below != Leaf.NAMES) {
      throw at.error(
          "'%s' has no keys of its own: set it as a whole".formatted(String.join(".", keys)));
    }
    keys.add(rest);
    return keys;
  }

  Mapping applyTo(Mapping root) {
    return put(root, keys);
  }

  private Mapping put(Mapping mapping, List<String> path) {
    String key = path.getFirst();
    if (path.size() == 1) {
      return mapping.with(key, new Entry(at, value));
    }
    Entry entry = mapping.entries().get(key);
    List<String> rest = path.subList(1, path.size());
    if (entry == null) {
      return mapping.with(key, new Entry(at, put(new Mapping(at, Map.of()), rest)));
    }
    if (Keys.MAY_BE_A_WORD.contains(key) && entry.value() instanceof Scalar) {
      return mapping.with(key, new Entry(at, put(new Mapping(at, Map.of()), rest)));
    }
    // Where the file has something else than keys, the file is wrong, and stays so.
    return entry.value() instanceof Mapping child
        ? mapping.with(key, new Entry(entry.at(), put(child, rest)))
        : mapping;
  }
}
