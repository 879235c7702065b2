package dev.broadside.stage;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a socket brings to another thread, which nothing announces. */
final class Await {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Await() {}

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come about within 30 s");
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
