package dev.broadside.handlers;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The {@code $disconnect} events, by connection, for an hour. Lambda may run the function that asks
 * elsewhere than the one that saw, so they cannot stay in memory. The client is made at the first
 * use: most routes need none.
 */
final class ConformanceTable implements AutoCloseable {
  private static final String ID = "connectionId";
  private static final Duration KEPT = Duration.ofHours(1);

  private final Map<String, String> environment;
  private final Clock clock = Clock.systemUTC();
  private @Nullable DynamoDbClient client;

  ConformanceTable(Map<String, String> environment) {
    this.environment = environment;
  }

  void put(String connectionId, String event) {
    long expires = clock.instant().plus(KEPT).getEpochSecond();
    dynamo()
        .putItem(
            put ->
                put.tableName(name())
                    .item(
                        Map.of(
                            ID,
                            AttributeValue.fromS(connectionId),
                            "event",
                            AttributeValue.fromS(event),
                            "expires",
                            AttributeValue.fromN(Long.toString(expires)))));
  }

  /** The event as JSON, or {@code null} in JSON's words. */
  String get(String connectionId) {
    AttributeValue event =
        dynamo()
            .getItem(
                get ->
                    get.tableName(name())
                        .key(Map.of(ID, AttributeValue.fromS(connectionId)))
                        .consistentRead(true))
            .item()
            .get("event");
    return event == null ? "null" : event.s();
  }

  private String name() {
    String name = environment.get("CONFORMANCE_TABLE");
    if (name == null) {
      throw new IllegalStateException("CONFORMANCE_TABLE is not set: no event is kept here.");
    }
    return name;
  }

  private DynamoDbClient dynamo() {
    DynamoDbClient current = client;
    if (current == null) {
      // Region, credentials and endpoint are where the SDK looks for them in a function.
      current = DynamoDbClient.builder().httpClientBuilder(Apache5HttpClient.builder()).build();
      client = current;
    }
    return current;
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
