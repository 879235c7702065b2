package dev.broadside.bench.jmh;

import static dev.broadside.bench.jmh.ConnectionItem.ABOUT;
import static dev.broadside.bench.jmh.ConnectionItem.ID;
import static dev.broadside.bench.jmh.ConnectionItem.ROOM;
import static dev.broadside.bench.jmh.ConnectionItem.SINCE;
import static dev.broadside.bench.jmh.LookupTables.key;
import static dev.broadside.bench.jmh.LookupTables.text;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What the designs have beside their connections: messages, and a sender with a name. */
final class ChatTables implements AutoCloseable {
  /** Keyed by room and id, as room-chat's. */
  static final String MESSAGES = "messages";

  /** Keyed by id, with the index by time that history-chat reads. */
  static final String HISTORY = "history";

  /** How many messages the history has. */
  static final int HISTORY_LENGTH = 20;

  private static final String USER = "user";
  private static final String MESSAGE_ID = "id";
  private static final String SUB_COLLECTION = "subCollection";
  private static final String TIMESTAMP = "timestamp";

  private final DynamoDbClient dynamo;

  ChatTables(URI endpoint) {
    dynamo = LookupTables.client(endpoint);
  }

  /** Makes the two tables, and the history. */
  void make() {
    dynamo.createTable(
        table ->
            table
                .tableName(MESSAGES)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(ROOM), text(MESSAGE_ID))
                .keySchema(key(ROOM, KeyType.HASH), key(MESSAGE_ID, KeyType.RANGE)));
    dynamo.createTable(
        table ->
            table
                .tableName(HISTORY)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    text(MESSAGE_ID),
                    text(SUB_COLLECTION),
                    text(TIMESTAMP).toBuilder().attributeType(ScalarAttributeType.N).build())
                .keySchema(key(MESSAGE_ID, KeyType.HASH))
                .globalSecondaryIndexes(byTime()));
    for (int number = 0; number < HISTORY_LENGTH; number++) {
      put(HISTORY, message(number));
    }
  }

  private static GlobalSecondaryIndex byTime() {
    return GlobalSecondaryIndex.builder()
        .indexName("gsi-timestamp")
        .keySchema(key(SUB_COLLECTION, KeyType.HASH), key(TIMESTAMP, KeyType.RANGE))
        .projection(
            projected ->
                projected.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("collection"))
        .build();
  }

  /** Gives the first connection of the table a name, in the same item, and returns its id. */
  String nameSender(TableShape shape) {
    ConnectionItem first = shape.items().findFirst().orElseThrow();
    put(
        shape.connectionTable(),
        Map.of(
            ID, AttributeValue.fromS(first.id()),
            ROOM, AttributeValue.fromS(first.room()),
            SINCE, AttributeValue.fromN(Long.toString(first.since())),
            ABOUT, AttributeValue.fromS(first.about()),
            USER, AttributeValue.fromS("Mina")));
    return first.id();
  }

  private void put(String table, Map<String, AttributeValue> item) {
    dynamo.putItem(request -> request.tableName(table).item(item));
  }

  /** A message of the history, as history-chat puts it. */
  private static Map<String, AttributeValue> message(int number) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(MESSAGE_ID, AttributeValue.fromS("message-%04d".formatted(number)));
    item.put(SUB_COLLECTION, AttributeValue.fromS("history"));
    item.put(TIMESTAMP, AttributeValue.fromN(Long.toString(1_763_700_000_000L + number)));
    item.put(
        "collection",
        AttributeValue.fromM(
            Map.of(
                "userName", AttributeValue.fromS("Mina"),
                "message", AttributeValue.fromS("Hello"))));
    return item;
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
