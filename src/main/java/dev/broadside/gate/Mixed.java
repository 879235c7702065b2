package dev.broadside.gate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs beside the code: refused, or with {@code --allow-mixed} remembered for the report.
 * Another mode or unit is refused always: such numbers have no ratio.
 */
final class Mixed {
  private final boolean allowed;
  private final Set<String> differences = new LinkedHashSet<>();

  Mixed(boolean allowed) {
    this.allowed = allowed;
  }

  /** What differs, each once, as a sentence shows it. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  /** Refuses two timings of one benchmark that cannot be compared. */
  void require(BenchmarkId id, String oneName, Timing one, String otherName, Timing other)
      throws GateException {
    same(id, "mode", oneName, one.mode(), otherName, other.mode());
    same(id, "unit", oneName, one.unit(), otherName, other.unit());
    Set<String> names = new TreeSet<>(one.conditions().keySet());
    names.addAll(other.conditions().keySet());
    for (String name : names) {
      String left = one.conditions().getOrDefault(name, "unknown");
      String right = other.conditions().getOrDefault(name, "unknown");
      if (Objects.equals(left, right)) {
        continue;
      }
      if (!allowed) {
        throw new GateException(
            "%s was measured with another %s (%s: %s, %s: %s): measure both alike, or say"
                    .formatted(id, name, oneName, left, otherName, right)
                + " --allow-mixed and have the verdict marked");
      }
      differences.add(name + ": " + left + " and " + right);
    }
  }

  private static void same(
      BenchmarkId id, String what, String oneName, String one, String otherName, String other)
      throws GateException {
    if (!one.equals(other)) {
      throw new GateException(
          "%s has another %s (%s: %s, %s: %s), and no ratio: measure both alike"
              .formatted(id, what, oneName, one, otherName, other));
    }
  }
}
