package dev.broadside.stage.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard, four times a second (Lambda developer guide, with-ddb: the base rate), and at
 * once after a page that was full.
 */
final class ShardReader {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int FULL_PAGE = 1_000;

  private final Place place;
  private final String arn;
  private final Shard shard;
  private final Surroundings around;
  private String from = "TRIM_HORIZON";
  private @Nullable String iterator;
  private @Nullable String last;
  private long nextRead;

  /**
   * @param arn the stream's, as the template knows it
   */
  ShardReader(Place place, String arn, Shard shard, Surroundings around) {
    this.place = place;
    this.arn = arn;
    this.shard = shard;
    this.around = around;
    this.nextRead = around.now();
  }

  /** Where a shard is. */
  record Place(JsonService streams, String streamArn, String shardId) {}

  String id() {
    return place.shardId;
  }

  Shard shard() {
    return shard;
  }

  /** Whether all that the shard will ever have was handled. */
  boolean isFinished() {
    return iterator == null && shard.isEmpty();
  }

  long nanosUntilDue(long now) {
    boolean reads = iterator != null && !shard.isFull();
    return Math.min(reads ? nextRead - now : Long.MAX_VALUE, shard.nanosUntilDue(now));
  }

  /** Begins {@code LATEST} or at {@code TRIM_HORIZON}. */
  void open(String position) throws IOException, InterruptedException {
    from = position;
    ObjectNode request =
        JsonService.request().put("StreamArn", place.streamArn).put("ShardId", place.shardId);
    String read = last;
    if (read == null) {
      request.put("ShardIteratorType", position);
    } else {
      request.put("ShardIteratorType", "AFTER_SEQUENCE_NUMBER").put("SequenceNumber", read);
    }
    iterator =
        place
            .streams
            .call("GetShardIterator", request, StreamPoller.PATIENCE)
            .path("ShardIterator")
            .textValue();
  }

  void readIfDue() throws IOException, InterruptedException {
    String current = iterator;
    if (current == null || shard.isFull() || around.now() - nextRead < 0) {
      return;
    }
    nextRead = around.now() + INTERVAL_NANOS;
    JsonNode page;
    try {
      ObjectNode request =
          JsonService.request().put("ShardIterator", current).put("Limit", FULL_PAGE);
      page = place.streams.call("GetRecords", request, StreamPoller.PATIENCE);
    } catch (JsonService.Refusal expired) {
      // An iterator lives for fifteen minutes, and a batch that fails can hold one up for longer.
      open(from);
      return;
    }
    long now = around.now();
    for (JsonNode record : page.path("Records")) {
      Change change = Change.of(record, arn, now);
      shard.add(change, now);
      last = change.id();
    }
    if (page.path("Records").size() >= FULL_PAGE) {
      nextRead = now;
    }
    iterator = page.path("NextShardIterator").textValue();
  }
}
