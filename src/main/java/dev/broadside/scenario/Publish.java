package dev.broadside.scenario;

import java.time.Duration;

/**
 * What is published, how, how often, and for how long.
 *
 * @param via the way to the stage
 * @param message the frame, or the body of the request, as written (see {@link Secrets#expand});
 *     <code>#{marker}</code> becomes the marker, unless the path or a header of the request has it
 * @param pace broadcasts per second, over all publishers, throughout the measured window ({@code
 *     rate} and {@code for} in the file, or {@code steps})
 * @param arrival how they are spaced
 * @param warmup publishing before the measured window, in no number of the report
 * @param drain how long after its intended time a broadcast's books stay open
 * @param payload the sizes of what the marker becomes
 * @param publishers connections that take turns at publishing
 */
public record Publish(
    Via via,
    String message,
    Pace pace,
    Arrival arrival,
    Duration warmup,
    Duration drain,
    Payload payload,
    int publishers) {

  /** The placeholder of the marker. */
  public static final String MARKER = "#{marker}";

  /** The measured window. */
  public Duration duration() {
    return pace.duration();
  }

  /** Broadcasts due within the measured window. */
  public int plannedBroadcasts() {
    return pace.broadcasts();
  }

  /** Broadcasts due before the measured window. */
  public int warmupBroadcasts() {
    return pace.first().eventsIn(warmup);
  }

  /** Publishers that a stage may send broadcasts to as well, since they listen. */
  public int listeningPublishers() {
    return via instanceof Via.WebSocket ? publishers : 0;
  }
}
