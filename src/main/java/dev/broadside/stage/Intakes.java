package dev.broadside.stage;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All connections that speak HTTP, and what they may keep: a request must be whole within 20 s of
 * its first byte, a connection without one is closed after 60 s, and the bodies of all of them
 * together are bounded. The limits are ours: AWS says nothing of its own.
 */
final class Intakes {
  static final Duration REQUEST = Duration.ofSeconds(20);
  static final Duration IDLE = Duration.ofSeconds(60);
  private static final long LEAST_BODIES = 64L << 20;

  private final StageClock clock;
  private final Set<Intake> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong free;

  /**
   * Knows none yet.
   *
   * @param bodies how many bytes their bodies may have together
   */
  Intakes(StageClock clock, long bodies) {
    this.clock = clock;
    this.free = new AtomicLong(bodies);
  }

  /** A quarter of the heap: an event copies its body up to three times. */
  static long usualBodies() {
    return Math.max(LEAST_BODIES, Runtime.getRuntime().maxMemory() / 4);
  }

  void add(Intake intake) {
    open.add(intake);
  }

  void remove(Intake intake) {
    open.remove(intake);
  }

  int size() {
    return open.size();
  }

  /** Whether a request of any of them has begun and is not whole. */
  boolean isReading() {
    return open.stream().anyMatch(Intake::isReading);
  }

  /** What all bodies may still grow by. */
  long free() {
    return free.get();
  }

  /** Takes {@code bytes} of what is free, or nothing where they are too many. */
  boolean reserve(long bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  void release(long bytes) {
    if (bytes > 0) {
      free.addAndGet(bytes);
    }
  }

  long nowMillis() {
    return clock.elapsedMillis();
  }

  long idleDeadline() {
    return nowMillis() + IDLE.toMillis();
  }

  long requestDeadline() {
    return nowMillis() + REQUEST.toMillis();
  }

  /** Looks at every one once. */
  void pass() {
    long now = nowMillis();
    for (Intake intake : open) {
      if (intake.isOverdue(now)) {
        intake.handOver();
      }
    }
  }
}
