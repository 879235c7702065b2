package dev.broadside.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a connection is replaced by a new one before the stage cuts it: planned, and no error. API
 * Gateway cuts a connection after 2 hours, and one on which nothing was sent for 10 minutes:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 *
 * @param maxAge how old a connection gets; {@code null} for as old as the stage lets it
 * @param maxIdle how long one goes on to which nothing is sent; {@code null} for as long as the
 *     stage lets it
 */
public record Renewal(@Nullable Duration maxAge, @Nullable Duration maxIdle) {
  /** Connections stay as they are. */
  public static final Renewal NEVER = new Renewal(null, null);

  /** In the words of a scenario file, on one line. */
  @Override
  public String toString() {
    String age = maxAge == null ? "" : "maxAge " + DurationText.format(maxAge);
    String idle = maxIdle == null ? "" : "maxIdle " + DurationText.format(maxIdle);
    return age + (age.isEmpty() || idle.isEmpty() ? "" : ", ") + idle;
  }

  /** Whether any connection may be replaced. */
  public boolean isPlanned() {
    return maxAge != null || maxIdle != null;
  }

  /**
   * How many of {@code connections} are replaced for their age in {@code time}. They begin at ages
   * spread evenly, as on a stage that has been up for long, so that never many come at once.
   */
  public long renewals(long connections, Duration time) {
    return maxAge == null ? 0 : (long) (connections * ((double) time.toNanos() / maxAge.toNanos()));
  }
}
