package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The instant at which a broadcast stops posting, on the clock of {@link System#nanoTime}, and the
 * one at which it stops removing who is gone.
 *
 * @param atNanos a reading of {@code nanos}: no post from then on
 * @param removalNanos a later one: no removal from then on
 */
record Deadline(long atNanos, long removalNanos, LongSupplier nanos) {
  /* What is left for removing the gone, and half of it for logging the outcome and answering. */
  private static final int MOST_MARGIN_MILLIS = 1000;

  Deadline(long atNanos, LongSupplier nanos) {
    this(atNanos, atNanos, nanos);
  }

  /** A tenth of the invocation's remaining time, at most a second, before Lambda ends it. */
  static Deadline of(Context context) {
    int remaining = context.getRemainingTimeInMillis();
    int margin = Math.min(MOST_MARGIN_MILLIS, remaining / 10);
    long posted = inMillis(remaining - margin).atNanos;
    return new Deadline(
        posted, posted + TimeUnit.MILLISECONDS.toNanos(margin) / 2, System::nanoTime);
  }

  static Deadline inMillis(int millis) {
    return new Deadline(
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), System::nanoTime);
  }

  /** Nanoseconds for removals; zero where there is no time for them. */
  long remainingForRemovalNanos() {
    return Math.max(0, removalNanos - nanos.getAsLong());
  }

  /** Nanoseconds until then; zero or less when it has passed. */
  long remainingNanos() {
    return atNanos - nanos.getAsLong();
  }
}
