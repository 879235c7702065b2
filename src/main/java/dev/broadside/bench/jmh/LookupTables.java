package dev.broadside.bench.jmh;

import static dev.broadside.bench.jmh.ConnectionItem.ABOUT;
import static dev.broadside.bench.jmh.ConnectionItem.ID;
import static dev.broadside.bench.jmh.ConnectionItem.ROOM;
import static dev.broadside.bench.jmh.ConnectionItem.SINCE;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Makes and fills the tables of {@link TableShape}s, each once. Used by one thread. */
public final class LookupTables implements ConnectionTables {
  static final String INDEX = "byRoom";

  /** DynamoDB Local takes any; they open nothing. */
  static final String KEY = "local";

  static final String REGION = "us-east-1";

  /* The most that BatchWriteItem takes. */
  static final int BATCH = 25;
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DynamoDbClient dynamo;
  private final Set<String> made = new HashSet<>();

  /** Makes tables at {@code endpoint}. */
  public LookupTables(URI endpoint) {
    dynamo = client(endpoint);
  }

  /** A client that waits for as long as it takes: nothing is asked, and counted, twice. */
  static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
        .httpClientBuilder(
            Apache5HttpClient.builder().maxConnections(AT_ONCE).socketTimeout(PATIENCE))
        .overrideConfiguration(limits -> limits.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void makeConnections(TableShape shape) throws InterruptedException {
    if (made.add(shape.connectionTable())) {
      dynamo.createTable(connections(shape.connectionTable(), shape.projection()));
      fill(shape.connectionTable(), shape);
    }
  }

  @Override
  public void makeRooms(TableShape shape) throws InterruptedException {
    if (made.add(shape.roomTable())) {
      dynamo.createTable(rooms(shape.roomTable()));
      fill(shape.roomTable(), shape);
    }
  }

  @Override
  public List<Long> segments(TableShape shape) throws InterruptedException {
    return Segments.items(dynamo, shape.connectionTable(), Thread::sleep);
  }

  /** The table with the index. */
  static CreateTableRequest connections(String name, Projection projection) {
    return request(name, key(ID, KeyType.HASH)).globalSecondaryIndexes(index(projection)).build();
  }

  /** The table that is keyed by room. */
  static CreateTableRequest rooms(String name) {
    return request(name, key(ROOM, KeyType.HASH), key(ID, KeyType.RANGE)).build();
  }

  private static CreateTableRequest.Builder request(String table, KeySchemaElement... keys) {
    return CreateTableRequest.builder()
        .tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(text(ID), text(ROOM))
        .keySchema(keys);
  }

  static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static GlobalSecondaryIndex index(Projection projection) {
    return GlobalSecondaryIndex.builder()
        .indexName(INDEX)
        .keySchema(key(ROOM, KeyType.HASH))
        .projection(
            projected -> {
              projected.projectionType(ProjectionType.fromValue(projection.name()));
              if (projection == Projection.INCLUDE) {
                projected.nonKeyAttributes(SINCE);
              }
            })
        .build();
  }

  private void fill(String table, TableShape shape) throws InterruptedException {
    List<Future<?>> batches = new ArrayList<>();
    Semaphore ahead = new Semaphore(2 * AT_ONCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<WriteRequest> batch = new ArrayList<>(BATCH);
      for (ConnectionItem item : (Iterable<ConnectionItem>) shape.items()::iterator) {
        batch.add(put(item));
        if (batch.size() == BATCH) {
          batches.add(send(threads, ahead, table, List.copyOf(batch)));
          batch.clear();
        }
      }
      if (!batch.isEmpty()) {
        batches.add(send(threads, ahead, table, batch));
      }
      for (Future<?> sent : batches) {
        sent.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "the table " + table + " could not be filled: " + failed.getCause(), failed);
    }
  }

  /** Not more than a few batches ahead: a hundred thousand items need not be held at once. */
  private Future<?> send(
      ExecutorService threads, Semaphore ahead, String table, List<WriteRequest> batch)
      throws InterruptedException {
    ahead.acquire();
    return threads.submit(
        () -> {
          try {
            write(Map.of(table, batch));
          } finally {
            ahead.release();
          }
        });
  }

  private void write(Map<String, List<WriteRequest>> batch) {
    Map<String, List<WriteRequest>> rest = batch;
    while (!rest.isEmpty()) {
      rest =
          dynamo
              .batchWriteItem(BatchWriteItemRequest.builder().requestItems(rest).build())
              .unprocessedItems();
    }
  }

  static WriteRequest put(ConnectionItem item) {
    return WriteRequest.builder()
        .putRequest(
            put ->
                put.item(
                    Map.of(
                        ID, AttributeValue.fromS(item.id()),
                        ROOM, AttributeValue.fromS(item.room()),
                        SINCE, AttributeValue.fromN(Long.toString(item.since())),
                        ABOUT, AttributeValue.fromS(item.about()))))
        .build();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
