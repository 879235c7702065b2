package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The instant at which a broadcast stops posting, on the clock of {@link System#nanoTime}.
 *
 * @param atNanos a reading of {@code nanos}
 */
record Deadline(long atNanos, LongSupplier nanos) {
  /* What is left for removing the gone, logging the outcome and answering. */
  private static final int MOST_MARGIN_MILLIS = 1000;

  /** A tenth of the invocation's remaining time, at most a second, before Lambda ends it. */
  static Deadline of(Context context) {
    int remaining = context.getRemainingTimeInMillis();
    return inMillis(remaining - Math.min(MOST_MARGIN_MILLIS, remaining / 10));
  }

  static Deadline inMillis(int millis) {
    return new Deadline(
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), System::nanoTime);
  }

  /** Nanoseconds until then; zero or less when it has passed. */
  long remainingNanos() {
    return atNanos - nanos.getAsLong();
  }
}
