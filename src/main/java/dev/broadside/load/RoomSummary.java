package dev.broadside.load;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json} of a room in a user's own simulation, schema {@code broadside/room/1}. Its
 * parts are those of a run's; it has no verdict, since the simulation's assertions judge, and
 * nobody has checked the injector but by the lag of its event loops.
 *
 * @param loopLagP99Millis how late the worst event loop was; {@code null} when it is unknown
 * @param warnings what a reader must know before the numbers
 */
record RoomSummary(
    String schema,
    String id,
    String room,
    String startedAt,
    String finishedAt,
    List<String> warnings,
    RunSummary.Connections connections,
    RunSummary.Broadcasts broadcasts,
    RunSummary.Deliveries deliveries,
    RunSummary.Latency latency,
    @Nullable Double loopLagP99Millis,
    Map<String, @Nullable Object> environment) {

  static final String SCHEMA = "broadside/room/1";

  /** Publish delay is unknown where every broadcast went by a request of the user's own. */
  static RunSummary.Broadcasts broadcasts(
      int begun, long stayed, long settled, long complete, Distribution publishDelay) {
    return new RunSummary.Broadcasts(
        begun, begun - stayed, stayed, 0, complete, settled - complete, publishDelay);
  }
}
