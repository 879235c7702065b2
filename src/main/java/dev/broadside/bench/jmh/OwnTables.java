package dev.broadside.bench.jmh;

import dev.broadside.aws.WriteUnits;
import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.cloud.DynamoDbRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Tables of a benchmark in a DynamoDB that somebody named, under names that nobody else uses:
 * created, filled at a rate that a new table takes, and removed. They may be removed from another
 * thread than the one that makes them, at any time; then none is made any more.
 */
public final class OwnTables implements ConnectionTables {
  /** How all their names begin, so that those of a killed run can be found. */
  public static final String OURS = "broadside-bench-";

  /*
   * A new table that is paid by request takes 4,000 write units a second, and so does its index:
   * docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
   */
  private static final double UNITS_PER_SECOND = 2_500;
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final int MOST_DOUBLINGS = 7;
  static final int PATIENCE = 20;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int LOOKS = 300;

  private final DynamoDbAt at;
  private final DynamoDbClient dynamo;
  private final String prefix;
  private final Pause pause;
  private final Consumer<String> progress;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> made = new LinkedHashSet<>();
  private boolean removed;

  /** Waits. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * Nothing is made yet.
   *
   * @param run that the tables are of: letters, digits and hyphens
   * @param progress is told a sentence when something takes long
   */
  public OwnTables(DynamoDbAt at, String run, Consumer<String> progress) throws CloudException {
    this(at, run, Thread::sleep, progress);
  }

  OwnTables(DynamoDbAt at, String run, Pause pause, Consumer<String> progress)
      throws CloudException {
    this.at = at;
    this.prefix = OURS + run + "-";
    this.pause = pause;
    this.progress = progress;
    // Throttled writes come back after a pause of ours.
    this.dynamo = at.client(AwsRetryStrategy.doNotRetry());
  }

  DynamoDbAt at() {
    return at;
  }

  String prefix() {
    return prefix;
  }

  @Override
  public void makeConnections(TableShape shape) throws CloudException, InterruptedException {
    String name = prefix + shape.connectionTable();
    if (made.contains(name)) {
      return;
    }
    make(LookupTables.connections(name, shape.projection()), shape);
    scanOne(name);
    awaitRoom(name, LookupTables.INDEX, shape);
    made.add(name);
  }

  @Override
  public void makeRooms(TableShape shape) throws CloudException, InterruptedException {
    String name = prefix + shape.roomTable();
    if (made.contains(name)) {
      return;
    }
    make(LookupTables.rooms(name), shape);
    awaitRoom(name, null, shape);
    made.add(name);
  }

  @Override
  public List<Long> segments(TableShape shape) throws CloudException, InterruptedException {
    String name = prefix + shape.connectionTable();
    try {
      return Segments.items(dynamo, name, pause);
    } catch (SdkException refused) {
      throw refusal(refused, "Scan", name);
    }
  }

  private void make(CreateTableRequest request, TableShape shape)
      throws CloudException, InterruptedException {
    progress.accept("creating and filling " + request.tableName());
    create(request);
    awaitActive(request.tableName());
    fill(request.tableName(), shape);
  }

  /** Under the lock: whoever removes the tables knows of each that was asked for. */
  private synchronized void create(CreateTableRequest request) throws CloudException {
    if (removed) {
      throw new CloudException("the benchmark has ended: no table is made any more");
    }
    asked.add(request.tableName());
    try {
      dynamo.createTable(request);
    } catch (SdkException refused) {
      throw refusal(refused, "CreateTable", request.tableName());
    }
  }

  private void awaitActive(String name) throws CloudException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      TableDescription table;
      try {
        table = dynamo.describeTable(request -> request.tableName(name)).table();
      } catch (SdkException refused) {
        throw refusal(refused, "DescribeTable", name);
      }
      if (isActive(table)) {
        return;
      }
      pause.of(LOOK_AGAIN);
    }
    throw new CloudException("the table %s does not become active: try again".formatted(name));
  }

  private static boolean isActive(TableDescription table) {
    return table.tableStatus() == TableStatus.ACTIVE
        && table.globalSecondaryIndexes().stream()
            .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
  }

  private void fill(String name, TableShape shape) throws CloudException, InterruptedException {
    List<WriteRequest> batch = new ArrayList<>(LookupTables.BATCH);
    for (ConnectionItem item : (Iterable<ConnectionItem>) shape.items()::iterator) {
      batch.add(LookupTables.put(item));
      if (batch.size() == LookupTables.BATCH) {
        write(name, batch, shape);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      write(name, batch, shape);
    }
  }

  private void write(String name, List<WriteRequest> batch, TableShape shape)
      throws CloudException, InterruptedException {
    Map<String, List<WriteRequest>> rest = Map.of(name, List.copyOf(batch));
    for (int tries = 0; !rest.isEmpty(); tries++) {
      if (tries > 0) {
        pause.of(FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS)));
      }
      rest = written(name, rest, tries);
    }
    if (!at.isLoopback()) {
      double units = batch.size() * WriteUnits.of(shape.itemBytes());
      pause.of(Duration.ofNanos(Math.round(units / UNITS_PER_SECOND * 1e9)));
    }
  }

  /** What was not written: all of it where the whole request was throttled. */
  private Map<String, List<WriteRequest>> written(
      String name, Map<String, List<WriteRequest>> puts, int tries) throws CloudException {
    try {
      Map<String, List<WriteRequest>> rest =
          dynamo
              .batchWriteItem(BatchWriteItemRequest.builder().requestItems(puts).build())
              .unprocessedItems();
      if (rest.isEmpty() || tries < PATIENCE) {
        return rest;
      }
    } catch (SdkException refused) {
      if (!DynamoDbRefusal.isThrottling(refused) || tries >= PATIENCE) {
        throw refusal(refused, "BatchWriteItem", name);
      }
      return puts;
    }
    throw new CloudException(
        "DynamoDB throttles the writes to %s: try again later".formatted(name));
  }

  /**
   * An index is written after its table, and a table's copies after one another: until the last
   * room is there, a lookup finds too few. It also asks for all that a lookup needs to be allowed.
   */
  private void awaitRoom(String name, @Nullable String index, TableShape shape)
      throws CloudException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      if (countOf(name, index, TableShape.room(shape.rooms() - 1)) >= shape.room()) {
        return;
      }
      pause.of(LOOK_AGAIN);
    }
    throw new CloudException("%s does not come to have its items: try again".formatted(name));
  }

  private long countOf(String name, @Nullable String index, String room) throws CloudException {
    try {
      return dynamo
          .query(
              request ->
                  request
                      .tableName(name)
                      .indexName(index)
                      .select(Select.COUNT)
                      .keyConditionExpression("#room = :room")
                      .expressionAttributeNames(Map.of("#room", ConnectionItem.ROOM))
                      .expressionAttributeValues(Map.of(":room", AttributeValue.fromS(room))))
          .count();
    } catch (SdkException refused) {
      throw refusal(refused, "Query", index == null ? name : name + "/index/" + index);
    }
  }

  private void scanOne(String name) throws CloudException {
    try {
      dynamo.scan(request -> request.tableName(name).limit(1));
    } catch (SdkException refused) {
      throw refusal(refused, "Scan", name);
    }
  }

  /** Those of runs that were killed before they could remove them. */
  public static List<String> left(DynamoDbAt at) throws CloudException {
    try (DynamoDbClient dynamo = at.client(AwsRetryStrategy.standardRetryStrategy())) {
      // Names are in the order of their bytes, but nothing promises so.
      return dynamo.listTablesPaginator().tableNames().stream()
          .filter(name -> name.startsWith(OURS))
          .sorted()
          .toList();
    } catch (SdkException refused) {
      throw DynamoDbRefusal.of(refused, at, "ListTables", "table/*");
    }
  }

  /** Removes such tables. */
  public static void remove(DynamoDbAt at, List<String> names)
      throws CloudException, InterruptedException {
    try (OwnTables tables = new OwnTables(at, "left", sentence -> {})) {
      names.stream().filter(name -> name.startsWith(OURS)).forEach(tables.asked::add);
      tables.remove();
    }
  }

  /**
   * Removes all that were asked for, once.
   *
   * @throws CloudException which names those that are left
   */
  public synchronized void remove() throws CloudException, InterruptedException {
    removed = true;
    List<String> left = new ArrayList<>();
    CloudException last = null;
    for (String name : List.copyOf(asked)) {
      try {
        remove(name);
        asked.remove(name);
      } catch (CloudException refused) {
        left.add(name);
        last = refused;
      }
    }
    if (last != null) {
      throw new CloudException(
          "%s. Left over, remove them by hand: %s"
              .formatted(last.getMessage(), String.join(", ", left)),
          last);
    }
  }

  private void remove(String name) throws CloudException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      try {
        dynamo.deleteTable(request -> request.tableName(name));
        return;
      } catch (ResourceNotFoundException gone) {
        return;
      } catch (ResourceInUseException creating) {
        pause.of(LOOK_AGAIN);
      } catch (SdkException refused) {
        if (!DynamoDbRefusal.isThrottling(refused)) {
          throw refusal(refused, "DeleteTable", name);
        }
        pause.of(LOOK_AGAIN);
      }
    }
    throw new CloudException("the table %s cannot be removed yet".formatted(name));
  }

  private CloudException refusal(SdkException refused, String action, String table) {
    return DynamoDbRefusal.of(refused, at, action, "table/" + table);
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
