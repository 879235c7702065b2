package dev.broadside.stage;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Tables (and whatever else has a name) whose calls are refused, because somebody asked for it. */
final class Throttles {
  private final Set<String> known = new TreeSet<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean any;

  /** A name that can be throttled. */
  synchronized void know(String name) {
    known.add(name);
  }

  /** Refuses calls of {@code name} from now on. */
  synchronized void begin(String name) throws StageException {
    if (!known.contains(name)) {
      throw new StageException(
          "there is no '%s' to throttle: there are %s".formatted(name, String.join(", ", known)));
    }
    refused.add(name);
    any = true;
  }

  synchronized void end(String name) {
    refused.remove(name);
    any = !refused.isEmpty();
  }

  /** Whether it is worth finding out whom a call is for. */
  boolean any() {
    return any;
  }

  boolean refuses(String name) {
    return any && refused.contains(name);
  }
}
