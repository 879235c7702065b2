package dev.broadside.scale;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What an injector does beside meeting the others. */
public interface Work {

  /** How a part of it came out. */
  sealed interface Outcome {}

  /** It cannot go on, or was told to end: the injector's exit code, and why. */
  record Ended(int code, String sentence) implements Outcome {}

  /** All is measured, also when it was stopped on the way and only a part of it counts. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares results.
  record Measured(byte[] result, int code, String sentence) implements Outcome {}

  /** Opens the connections of a shard; returns when each is open or has failed. */
  @Nullable Ended connect(int shard);

  /** Waits so long, or until it cannot go on any more. */
  @Nullable Ended pause(long nanos);

  /**
   * Waits so long, whatever happens: nothing is measured any more, and what is left is to say so in
   * the table.
   */
  default void rest(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos;
        left > 0 && !Thread.currentThread().isInterrupted();
        left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Begins at that time, in microseconds since the epoch; returns when all is measured. */
  Outcome measure(long startAtMicros);

  /** Where it is, as JSON. */
  String progress();

  /** Ends it as soon as possible; what was measured is kept. */
  void stop(String why);
}
