package dev.broadside.stage;

import dev.broadside.template.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which functions share a JVM. A process has one environment, so functions that give one variable
 * two values live apart; all others share, as cheaply as possible.
 */
final class FunctionGroups {
  private FunctionGroups() {}

  /** Functions of one JVM and the environment that all of them agree on. */
  record Group(List<Template.Function> functions, Map<String, String> environment) {}

  /** Puts each function into the first group that has no other value for its variables. */
  static List<Group> of(List<Template.Function> functions) {
    List<Group> groups = new ArrayList<>();
    for (Template.Function function : functions) {
      Group group =
          groups.stream()
              .filter(g -> agree(g.environment, function.environment()))
              .findFirst()
              .orElseGet(
                  () -> {
                    Group added = new Group(new ArrayList<>(), new HashMap<>());
                    groups.add(added);
                    return added;
                  });
      group.functions.add(function);
      group.environment.putAll(function.environment());
    }
    return groups;
  }

  private static boolean agree(Map<String, String> one, Map<String, String> other) {
    return other.entrySet().stream()
        .allMatch(v -> one.getOrDefault(v.getKey(), v.getValue()).equals(v.getValue()));
  }
}
