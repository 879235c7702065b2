package dev.broadside.bench;

import dev.broadside.process.ProcessException;

/** One of two that are compared: it broadcasts once and says what its receivers saw. */
@FunctionalInterface
public interface Side {
  /** Broadcasts once, and returns when it is over. */
  Broadcast broadcast() throws ProcessException, InterruptedException;

  /** Deliveries per second over {@code count} broadcasts, one after the other. */
  default double perSecond(int count) throws ProcessException, InterruptedException {
    long deliveries = 0;
    long nanos = 0;
    for (int i = 0; i < count; i++) {
      Broadcast broadcast = broadcast();
      deliveries += broadcast.audience();
      nanos += broadcast.nanos();
    }
    return deliveries * 1e9 / nanos;
  }
}
