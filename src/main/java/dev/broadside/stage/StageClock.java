package dev.broadside.stage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The stage's two times: as a {@link Clock}, the time of day, which events and answers say and
 * signatures are checked by; and one for deadlines, which no setting of the machine's clock moves.
 */
abstract class StageClock extends Clock {

  /** Milliseconds since some moment. */
  abstract long elapsedMillis();

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  /** The machine's. */
  static StageClock ofThisMachine() {
    return new OfThisMachine(Clock.systemUTC(), System.nanoTime());
  }

  private static final class OfThisMachine extends StageClock {
    private final Clock timeOfDay;
    private final long startNanos;

    OfThisMachine(Clock timeOfDay, long startNanos) {
      this.timeOfDay = timeOfDay;
      this.startNanos = startNanos;
    }

    @Override
    public Instant instant() {
      return timeOfDay.instant();
    }

    @Override
    public long millis() {
      return timeOfDay.millis();
    }

    @Override
    long elapsedMillis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
  }
}
