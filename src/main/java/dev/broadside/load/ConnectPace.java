package dev.broadside.load;

import dev.broadside.scenario.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rate that connections are opened at, over all of a run, by which none is opened too early.
 * Whoever decides when a connection is due, Gatling to begin with, may ask for many at once after
 * it stood still: they are spread again, for a stage counts what reaches it in a second.
 *
 * <p>Each connection takes the next free moment; moments are the rate's interval apart. One that
 * passed unused is given up but for those of the last tenth of a second, so that small delays do
 * not add up (the virtual scheduling of the generic cell rate algorithm, ITU-T I.371).
 */
final class ConnectPace {
  private static final long TOLERANCE_NANOS = Duration.ofMillis(100).toNanos();

  private final long intervalNanos;
  private final AtomicLong freeNanos;

  /** A pace that begins at {@code now}. */
  ConnectPace(Rate rate, long now) {
    this.intervalNanos = rate.offsetNanos(1);
    this.freeNanos = new AtomicLong(now - TOLERANCE_NANOS);
  }

  /** Takes the next moment: how long after {@code now} it is; 0 when it is there already. */
  long takeNanos(long now) {
    long earliest = now - TOLERANCE_NANOS;
    long free =
        freeNanos.getAndUpdate(next -> (next - earliest > 0 ? next : earliest) + intervalNanos);
    return Math.max(0, free - now);
  }
}
