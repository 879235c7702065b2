package dev.broadside.scale;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The barrier as somebody saw it. Who is ready only grows; what is decided is written once: a start
 * with those who were ready at that moment, or a failure.
 *
 * @param startAtMicros when to begin, in microseconds since the epoch; {@code null} before
 * @param starters who begins; empty before
 * @param failed why nobody does; {@code null} unless decided so
 */
record Barrier(
    Set<Integer> ready,
    @Nullable Long startAtMicros,
    Set<Integer> starters,
    @Nullable String failed) {

  /** Nobody is ready. */
  static final Barrier EMPTY = new Barrier(Set.of(), null, Set.of(), null);

  /** Takes copies. */
  Barrier {
    ready = Set.copyOf(ready);
    starters = Set.copyOf(starters);
  }

  /** Whether it is written already what becomes of the run. */
  boolean isDecided() {
    return startAtMicros != null || failed != null;
  }
}
