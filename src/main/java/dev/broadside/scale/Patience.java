package dev.broadside.scale;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How long a launcher asks a table again that throttles or does not answer: long enough for a
 * machine that stalls, and not as long as an injector, which has a result to lose; a table of this
 * machine that died does not come back.
 */
final class Patience {
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final long BETWEEN_NANOS = Duration.ofMillis(500).toNanos();

  private final LongSupplier nanoTime;
  private final LongConsumer rest;
  private final long untilNanos;

  /**
   * Patience that begins now.
   *
   * @param rest waits so many nanoseconds
   */
  Patience(LongSupplier nanoTime, LongConsumer rest) {
    this.nanoTime = nanoTime;
    this.rest = rest;
    this.untilNanos = nanoTime.getAsLong() + LIMIT.toNanos();
  }

  static Patience beginning() {
    return new Patience(System::nanoTime, Patience::sleep);
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a little; false when that was enough, or when the thread shall end. */
  boolean lasts() {
    if (nanoTime.getAsLong() - untilNanos >= 0) {
      return false;
    }
    rest.accept(BETWEEN_NANOS);
    return !Thread.currentThread().isInterrupted();
  }
}
