package dev.broadside.handlers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The DynamoDB table of all messages, keyed by room and id. */
final class MessageTable {
  private static final String ROOM = "room";
  private static final String ID = "id";
  private static final String USER = "user";
  private static final String MESSAGE = "message";

  private final DynamoDbClient dynamo;
  private final String name;

  MessageTable(DynamoDbClient dynamo, String name) {
    this.dynamo = dynamo;
    this.name = name;
  }

  void put(ChatMessage message) {
    Map<String, AttributeValue> item =
        Map.of(
            ROOM, AttributeValue.fromS(message.room()),
            ID, AttributeValue.fromS(message.id()),
            USER, AttributeValue.fromS(message.user()),
            MESSAGE, AttributeValue.fromS(message.message()));
    dynamo.putItem(request -> request.tableName(name).item(item));
  }

  /**
   * Messages in the order in which they came.
   *
   * @param before what to ask for older ones with, or null when there are none
   */
  record Page(List<ChatMessage> messages, @Nullable String before) {}

  /**
   * The last messages of a room, the newest last: at most {@code limit}, and fewer where those
   * would be more than the 1 MB that DynamoDB reads at once.
   *
   * @param before the id that all of them come before, or null for the newest
   */
  Page last(String room, int limit, @Nullable String before) {
    Map<String, String> names = new HashMap<>(Map.of("#room", ROOM));
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":room", AttributeValue.fromS(room)));
    if (before != null) {
      names.put("#id", ID);
      values.put(":before", AttributeValue.fromS(before));
    }
    QueryRequest request =
        QueryRequest.builder()
            .tableName(name)
            .keyConditionExpression("#room = :room" + (before == null ? "" : " AND #id < :before"))
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .scanIndexForward(false)
            .limit(limit)
            .consistentRead(true)
            .build();
    QueryResponse newestFirst = dynamo.query(request);
    List<ChatMessage> messages =
        newestFirst.items().stream().map(MessageTable::message).toList().reversed();
    boolean more = newestFirst.hasLastEvaluatedKey() && !messages.isEmpty();
    return new Page(messages, more ? messages.getFirst().id() : null);
  }

  private static ChatMessage message(Map<String, AttributeValue> item) {
    return new ChatMessage(text(item, ROOM), text(item, ID), text(item, USER), text(item, MESSAGE));
  }

  /** What another writer left out is empty rather than an error for the whole page. */
  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
