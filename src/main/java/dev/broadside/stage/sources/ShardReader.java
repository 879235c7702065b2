package dev.broadside.stage.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard, four times a second (Lambda developer guide, with-ddb: the base rate), and at
 * once after a page that was full.
 */
final class ShardReader {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int FULL_PAGE = 1_000;
  private static final String EXPIRED = "ExpiredIteratorException";
  private static final String TRIMMED = "TrimmedDataAccessException";

  private final Place place;
  private final String arn;
  private final Shard shard;
  private final LongSupplier delay;
  private final Transit transit = new Transit();
  private final Surroundings around;
  private String from = "TRIM_HORIZON";
  private @Nullable String iterator;
  private @Nullable String last;
  private long nextRead;
  private long lastRead;

  /**
   * @param arn the stream's, as the template knows it
   * @param delay how long the next page is on its way, from writing on
   */
  ShardReader(Place place, String arn, Shard shard, LongSupplier delay, Surroundings around) {
    this.place = place;
    this.arn = arn;
    this.shard = shard;
    this.around = around;
    this.delay = delay;
    this.nextRead = around.now();
    this.lastRead = nextRead;
  }

  /** Where a shard is. */
  record Place(JsonService streams, String streamArn, String shardId) {}

  String id() {
    return place.shardId;
  }

  /** The batches to begin now. */
  List<Shard.Batch> begin(long now) {
    for (List<Change> page = transit.take(now); !page.isEmpty(); page = transit.take(now)) {
      page.forEach(change -> shard.add(change, now));
    }
    return shard.begin(now);
  }

  /** Whether all that the shard will ever have was handled. */
  boolean isFinished() {
    return iterator == null && transit.isEmpty() && shard.isEmpty();
  }

  long nanosUntilDue(long now) {
    long read = iterator == null || isFull() ? Long.MAX_VALUE : nextRead - now;
    return Math.min(read, Math.min(transit.nanosUntilDue(now), shard.nanosUntilDue(now)));
  }

  private boolean isFull() {
    return transit.isFull() || shard.isFull();
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
    if (current == null || isFull() || around.now() - nextRead < 0) {
      return;
    }
    nextRead = around.now() + INTERVAL_NANOS;
    JsonNode page;
    try {
      ObjectNode request =
          JsonService.request().put("ShardIterator", current).put("Limit", FULL_PAGE);
      page = place.streams.call("GetRecords", request, StreamPoller.PATIENCE);
    } catch (JsonService.Refusal refusal) {
      reopen(refusal);
      return;
    }
    long now = around.now();
    List<Change> changes = new ArrayList<>();
    page.path("Records").forEach(record -> changes.add(Change.of(record, arn, now)));
    if (!changes.isEmpty()) {
      last = changes.getLast().id();
      transit.add(changes, writtenAt(now) + delay.getAsLong());
    }
    if (changes.size() >= FULL_PAGE) {
      nextRead = now;
    }
    lastRead = now;
    iterator = page.path("NextShardIterator").textValue();
  }

  /** Another iterator where one can help; else the same is asked again, and passes over nothing. */
  private void reopen(JsonService.Refusal refusal) throws IOException, InterruptedException {
    String sentence = String.valueOf(refusal.getMessage());
    if (sentence.contains(TRIMMED)) {
      // What comes next is the oldest that is left. DynamoDB Local (2.6.1, measured) says this also
      // of an iterator that was made at the horizon of a stream with nothing in it yet.
      last = null;
      open("TRIM_HORIZON");
    } else if (sentence.contains(EXPIRED)) {
      // An iterator lives for fifteen minutes, and a batch that fails can hold one up for longer.
      open(from);
    } else {
      throw refusal;
    }
  }

  /**
   * When a page that is read now was written: half-way between two reads, on average. A profile's
   * time counts from there, as it was measured, so that waiting for a read is not added to it.
   */
  private long writtenAt(long now) {
    return now - (now - lastRead) / 2;
  }
}
