package dev.broadside.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads when connections are replaced: {@code connect.maxAge} and {@code connect.maxIdle}. A run
 * that would outlive API Gateway's limits replaces them in time, unless it says {@code null}.
 */
final class RenewalReader {
  private static final Duration OLDEST = Duration.ofHours(2);
  private static final Duration IDLEST = Duration.ofMinutes(10);

  /** Early enough for the slowest handshake, and for clocks that differ. */
  private static final Duration BEFORE_OLDEST = Duration.ofMinutes(110);

  private static final Duration BEFORE_IDLEST = Duration.ofMinutes(9);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private RenewalReader() {}

  /**
   * What {@code connect} says, or what a run needs.
   *
   * @param run how long it takes from its first handshake to its end
   */
  static Renewal renewal(Section connect, Duration run) throws ScenarioException {
    return new Renewal(
        time(connect, "maxAge", run.compareTo(OLDEST) > 0 ? BEFORE_OLDEST : null),
        time(connect, "maxIdle", run.compareTo(IDLEST) > 0 ? BEFORE_IDLEST : null));
  }

  private static @Nullable Duration time(Section connect, String key, @Nullable Duration standard)
      throws ScenarioException {
    if (connect.isNothing(key)) {
      return connect.has(key) ? null : standard;
    }
    return connect.time(key, SHORTEST, SHORTEST);
  }
}
