package dev.broadside.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands at the time of its making, or another, until the test turns it. */
final class ManualClock extends StageClock {
  private volatile Instant now;
  private final AtomicLong elapsedMillis = new AtomicLong();

  ManualClock() {
    this(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  ManualClock(Instant now) {
    this.now = now;
  }

  /** Time passes. */
  void advance(Duration by) {
    elapsedMillis.addAndGet(by.toMillis());
    set(by);
  }

  /** Somebody sets it, and no time passes. */
  void set(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  long elapsedMillis() {
    return elapsedMillis.get();
  }
}
