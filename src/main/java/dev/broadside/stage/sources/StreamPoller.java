package dev.broadside.stage.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.template.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table's stream and hands its changes to the function, each shard in its order and a shard
 * after its parent (DynamoDB developer guide, Streams). Looks for new shards when one ends, and
 * every ten seconds.
 */
final class StreamPoller implements Poller {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long DISCOVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final EventSource.OfStream source;
  private final JsonService dynamoDb;
  private final JsonService streams;
  private final Surroundings around;
  private final List<ShardReader> readers = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> finished = new HashSet<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private String streamArn = "";
  private long discoveredAt;

  StreamPoller(
      EventSource.OfStream source, JsonService dynamoDb, JsonService streams, Surroundings around) {
    this.source = source;
    this.dynamoDb = dynamoDb;
    this.streams = streams;
    this.around = around;
  }

  private record Ended(Shard.Batch batch, Verdict verdict) {}

  @Override
  public void open() throws IOException, InterruptedException {
    String table = source.table().name();
    ObjectNode request = JsonService.request().put("TableName", table);
    streamArn =
        dynamoDb.call("DescribeTable", request, PATIENCE).at("/Table/LatestStreamArn").asText();
    if (streamArn.isEmpty()) {
      throw new IOException("table " + table + ", which was there already, has no stream");
    }
    discover(!source.reading().fromStart());
  }

  @Override
  public void run() throws InterruptedException {
    while (true) {
      try {
        pass();
      } catch (IOException e) {
        around.failed("the stream of " + source.table().name() + " cannot be read", e);
      }
      Ended first = ended.poll(nanosUntilDue(), TimeUnit.NANOSECONDS);
      for (Ended next = first; next != null; next = ended.poll()) {
        next.batch.lane().ended(next.verdict, around.now());
      }
    }
  }

  private void pass() throws IOException, InterruptedException {
    for (ShardReader reader : readers) {
      for (Shard.Batch batch : reader.begin(around.now())) {
        around.execute(() -> ended.add(new Ended(batch, handle(batch.changes()))));
      }
    }
    IOException failure = read();
    boolean someFinished = false;
    for (ShardReader reader : List.copyOf(readers)) {
      if (reader.isFinished()) {
        readers.remove(reader);
        someFinished |= finished.add(reader.id());
      }
    }
    if (someFinished || around.now() - discoveredAt >= DISCOVERY_NANOS) {
      discover(false);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Reads all shards; one that cannot be read holds up no other. */
  private @Nullable IOException read() throws InterruptedException {
    @Nullable IOException failure = null;
    for (ShardReader reader : readers) {
      try {
        reader.readIfDue();
      } catch (IOException e) {
        failure = e;
      }
    }
    return failure;
  }

  private long nanosUntilDue() {
    long now = around.now();
    long nanos = DISCOVERY_NANOS - (now - discoveredAt);
    for (ShardReader reader : readers) {
      nanos = Math.min(nanos, reader.nanosUntilDue(now));
    }
    return Math.max(0, nanos);
  }

  /** On the batch's own thread. */
  private Verdict handle(List<Change> batch) {
    try {
      Optional<byte[]> answer =
          around.functions().call(source.function(), SourceRecord.event(batch)).get();
      Set<String> ids = batch.stream().map(Change::id).collect(Collectors.toSet());
      return Verdict.of(answer, source.batch().reportsFailures(), ids);
    } catch (ExecutionException | RuntimeException e) {
      around.failed(source.function() + " could not be called", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Verdict.Failed();
  }

  /**
   * Adds readers for shards that nobody reads and whose parents are done.
   *
   * @param fromNow whether what the stream holds already is passed over
   */
  private void discover(boolean fromNow) throws IOException, InterruptedException {
    discoveredAt = around.now();
    List<JsonNode> shards = shards();
    Set<String> listed =
        shards.stream().map(shard -> shard.path("ShardId").asText()).collect(Collectors.toSet());
    for (JsonNode shard : shards) {
      String id = shard.path("ShardId").asText();
      String parent = shard.path("ParentShardId").asText();
      if (fromNow && shard.at("/SequenceNumberRange").has("EndingSequenceNumber")) {
        known.add(id);
        finished.add(id);
      } else if (!known.contains(id) && (!listed.contains(parent) || finished.contains(parent))) {
        readers.add(reader(id, fromNow));
        known.add(id);
      }
    }
  }

  private ShardReader reader(String id, boolean fromNow) throws IOException, InterruptedException {
    String arn = String.valueOf(source.table().streamArn());
    Shard shard =
        new Shard(source, changes -> around.discarded(source.table().name(), changes.size()));
    ShardReader.Place place = new ShardReader.Place(streams, streamArn, id);
    ShardReader reader =
        new ShardReader(place, arn, shard, () -> around.delivery().nanos(source), around);
    reader.open(fromNow ? "LATEST" : "TRIM_HORIZON");
    return reader;
  }

  private List<JsonNode> shards() throws IOException, InterruptedException {
    List<JsonNode> shards = new ArrayList<>();
    @Nullable String last = null;
    do {
      ObjectNode request = JsonService.request().put("StreamArn", streamArn);
      if (last != null) {
        request.put("ExclusiveStartShardId", last);
      }
      JsonNode stream = streams.call("DescribeStream", request, PATIENCE).path("StreamDescription");
      stream.path("Shards").forEach(shards::add);
      last = stream.path("LastEvaluatedShardId").textValue();
    } while (last != null);
    return shards;
  }
}
