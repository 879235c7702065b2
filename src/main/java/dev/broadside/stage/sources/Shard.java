package dev.broadside.stage.sources;

import dev.broadside.template.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The changes of one shard between reading and the end of their batches: as many lanes as the
 * mapping's parallelization factor, where all changes of one item share a lane, so that their order
 * is kept (DynamoDB developer guide, Streams.Lambda: in order at the level of the item).
 */
final class Shard {
  /* A page of GetRecords has at most a thousand. */
  private static final int PAGE = 1_000;
  private static final long MOST_BYTES = 16L << 20;

  private final List<Lane> lanes = new ArrayList<>();
  private final int most;

  /**
   * @param discarded told what will never be handled
   */
  Shard(EventSource.OfStream source, Consumer<List<Change>> discarded) {
    for (int i = 0; i < source.reading().lanes(); i++) {
      lanes.add(new Lane(source.batch(), source.reading().retries(), discarded));
    }
    this.most = Math.max(PAGE, 2 * source.batch().size() * lanes.size());
  }

  /** A batch to call the function with; its lane hears how it ended. */
  record Batch(Lane lane, List<Change> changes) {}

  void add(Change change, long now) {
    lanes.get(Math.floorMod(change.item().hashCode(), lanes.size())).add(change, now);
  }

  /** The batches to begin now. */
  List<Batch> begin(long now) {
    List<Batch> batches = new ArrayList<>();
    for (Lane lane : lanes) {
      List<Change> changes = lane.begin(now);
      if (changes != null) {
        batches.add(new Batch(lane, changes));
      }
    }
    return batches;
  }

  /** How long until {@link #begin} may have something, if nothing is added. */
  long nanosUntilDue(long now) {
    return lanes.stream().mapToLong(lane -> lane.nanosUntilDue(now)).min().orElseThrow();
  }

  /** Whether it holds so much that no more should be read; some of it is due, or will be. */
  boolean isFull() {
    return held() >= most || lanes.stream().mapToLong(Lane::heldBytes).sum() >= MOST_BYTES;
  }

  boolean isEmpty() {
    return held() == 0;
  }

  private int held() {
    return lanes.stream().mapToInt(Lane::held).sum();
  }
}
