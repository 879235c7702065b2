package dev.broadside.stage;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Tables (and whatever else has a name) whose calls are refused, because somebody asked for it. */
final class TableFaults {
  private final Set<String> known = new TreeSet<>();
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private volatile boolean any;

  /** A name that can be throttled. */
  synchronized void know(String name) {
    known.add(name);
  }

  /** Refuses calls of {@code name} until {@link #end} was said as often as this. */
  synchronized void begin(String name) throws StageException {
    if (!known.contains(name)) {
      throw new StageException(
          "there is no '%s' to throttle: there are %s".formatted(name, String.join(", ", known)));
    }
    refused.merge(name, 1, Integer::sum);
    any = true;
  }

  synchronized void end(String name) {
    refused.computeIfPresent(name, (table, times) -> times == 1 ? null : times - 1);
    any = !refused.isEmpty();
  }

  /** Whether it is worth finding out whom a call is for. */
  boolean any() {
    return any;
  }

  boolean refuses(String name) {
    return any && refused.containsKey(name);
  }
}
