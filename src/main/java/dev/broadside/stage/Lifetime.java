package dev.broadside.stage;

import java.time.Duration;

/**
 * How long a connection lives: AWS ends it after ten minutes without a message in either direction,
 * and after two hours in any case.
 *
 * @param pingsCount whether a client's PING is a message in this sense. AWS does not say and
 *     observers disagree; its word is "message", so the default is no.
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     of WebSocket APIs</a>
 */
record Lifetime(Duration idle, Duration maxAge, boolean pingsCount) {
  static final Lifetime OF_AWS = new Lifetime(Duration.ofMinutes(10), Duration.ofHours(2), false);

  /** Whether the time of {@code connection} is up. */
  boolean isOver(Connection connection) {
    return connection.idleMillis() >= idle.toMillis()
        || connection.ageMillis() >= maxAge.toMillis();
  }
}
