package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Marker;
import dev.broadside.scenario.Publish;

/** Makes each broadcast's marker, filled up to its payload's size. */
final class MarkedMessages implements Schedule.Markers {
  private static final long WARMUP_SIZES = 0x77736973L;
  private static final long MEASURED_SIZES = 0x6d736973L;

  private final String run;
  private final int shard;
  private final Anchor anchor;
  private final int warmup;
  private final PayloadSizes warmupSizes;
  private final PayloadSizes measuredSizes;

  MarkedMessages(Publish publish, long seed, Part part) {
    Anchor anchor = part.anchor();
    this.run = part.run();
    this.shard = part.share().shard();
    this.anchor = anchor;
    this.warmup = publish.warmupBroadcasts();
    this.warmupSizes = new PayloadSizes(publish.payload(), warmup, seed ^ WARMUP_SIZES);
    this.measuredSizes =
        new PayloadSizes(publish.payload(), publish.plannedBroadcasts(), seed ^ MEASURED_SIZES);
  }

  @Override
  public String marker(int number, long intendedNanos) {
    int size = number < warmup ? warmupSizes.bytes(number) : measuredSizes.bytes(number - warmup);
    return new Marker(run, shard, number, anchor.toEpochMicros(intendedNanos)).encode(size);
  }
}
