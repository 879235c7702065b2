package dev.broadside.stage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that somebody wants to go wrong. */
sealed interface Fault {

  /** After how long it heals by itself; null where it does not. */
  @Nullable Duration heals();

  /** How a connection ends. */
  enum How {
    /** The stage closes the socket, without a close frame. */
    FIN,
    /** The stage breaks the socket off. */
    RESET,
    /** The socket stays, and nothing passes, as when a network or a telephone is gone. */
    SILENT
  }

  /** A share of the connections ends. */
  record Kill(double share, How how, @Nullable Duration heals) implements Fault {}

  /** A share of the clients takes nothing any more: their queues fill. */
  record Freeze(double share, @Nullable Duration heals) implements Fault {}

  /** A share of the posts is answered with {@code status}, and not delivered. */
  record Fail(double share, int status, @Nullable Duration heals) implements Fault {}

  /** A share of the posts waits. */
  record Delay(double share, Duration by, @Nullable Duration heals) implements Fault {}

  /** Every call of a table is refused as throttled. */
  record Throttle(String resource, @Nullable Duration heals) implements Fault {}

  /** A process behind the stage stands still. */
  record Pause(String process, Duration heals) implements Fault {}

  /** A process behind the stage ends, for good. */
  record End(String process) implements Fault {
    @Override
    public @Nullable Duration heals() {
      return null;
    }
  }
}
