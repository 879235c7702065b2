package dev.broadside.scenario;

import java.time.Duration;

/**
 * What is published, how often, and for how long.
 *
 * @param message the frame that a publisher sends, as written (see {@link Secrets#expand}); <code>
 *     #{marker}</code> becomes the marker
 * @param rate broadcasts per second, over all publishers
 * @param warmup publishing before the measured window, in no number of the report
 * @param duration the measured window ({@code for} in the file)
 * @param drain how long after its intended time a broadcast's books stay open
 * @param payload the size of what the marker becomes, filled up with {@code -}
 * @param publishers connections that take turns at publishing
 */
public record Publish(
    String message,
    Rate rate,
    Duration warmup,
    Duration duration,
    Duration drain,
    ByteSize payload,
    int publishers) {

  /** The placeholder of the marker in {@link #message}. */
  public static final String MARKER = "#{marker}";

  /** Broadcasts due within the measured window. */
  public int plannedBroadcasts() {
    return rate.eventsIn(duration);
  }

  /** Broadcasts due before the measured window. */
  public int warmupBroadcasts() {
    return rate.eventsIn(warmup);
  }
}
