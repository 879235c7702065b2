package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Marker;
import dev.broadside.measure.Recorder;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Scenario;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a run is of a larger one, or all there is.
 *
 * @param run names it in markers
 * @param publishers how many the whole run has
 * @param stage the address of a stage that somebody else started; {@code null} where the scenario
 *     says where it is
 * @param meeting where injectors wait for each other; {@code null} for one that is alone
 * @param listeners hear of every measured broadcast
 */
record Part(
    String run,
    Share share,
    int publishers,
    Anchor anchor,
    @Nullable String stage,
    @Nullable Meeting meeting,
    List<Recorder.Listener> listeners) {

  /**
   * Where an injector says that it is ready, and hears when to begin.
   *
   * @param ready completes when every connection is open or has failed
   * @param startNanos completes with the {@code System.nanoTime} of the first broadcast
   * @param steering keeps to the others' clock after that
   */
  record Meeting(
      CompletableFuture<Void> ready, CompletableFuture<Long> startNanos, Steering steering) {}

  /** All there is. */
  static Part alone() {
    String run = Marker.newRun();
    return new Part(run, Share.ALL, 0, Anchor.now(), null, null, List.of());
  }

  /** What keeps it in step with the others. */
  Steering steering() {
    return meeting == null ? Steering.NONE : meeting.steering();
  }

  /** The scenario that it runs. */
  Scenario of(Scenario whole) {
    return share.of(whole);
  }

  /** What its folder is called. */
  String folderName(Scenario whole) {
    return share.shards() == 1 ? whole.name() : "shard-" + share.shard();
  }

  /** Broadcasts of the measured window that it publishes. */
  int planned(Publish own) {
    return share.planned(own, share.shards() == 1 ? own.publishers() : publishers);
  }
}
