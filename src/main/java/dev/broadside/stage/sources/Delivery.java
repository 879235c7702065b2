package dev.broadside.stage.sources;

import dev.broadside.template.EventSource;

/** How long records are on their way from a source to its function. */
@FunctionalInterface
public interface Delivery {
  /** The next time, in nanoseconds; from any thread. */
  long nanos(EventSource source);
}
