package dev.broadside.handlers;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** MESSAGES of history-chat. */
final class HistoryTable {
  static final String INDEX = "gsi-timestamp";

  private final DynamoDbClient dynamo;
  private final String name;

  private HistoryTable(DynamoDbClient dynamo, String name) {
    this.dynamo = dynamo;
    this.name = name;
  }

  /** The table that {@code MESSAGES_TABLE} names. */
  static HistoryTable from(Map<String, String> environment, DynamoDbClient dynamo) {
    return new HistoryTable(
        dynamo, Settings.required(environment, "MESSAGES_TABLE", "the table of the messages"));
  }

  String name() {
    return name;
  }

  /** Puts a message. The same message again changes nothing. */
  void put(HistoryMessage message) {
    dynamo.putItem(request -> request.tableName(name).item(message.item()));
  }

  /** Everything that the index has, however many pages that takes. */
  History history() {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(name)
            .indexName(INDEX)
            .keyConditionExpression("#partition = :history")
            .expressionAttributeNames(Map.of("#partition", HistoryMessage.SUB_COLLECTION))
            .expressionAttributeValues(
                Map.of(":history", AttributeValue.fromS(HistoryMessage.HISTORY)))
            .build();
    History history = new History();
    dynamo.queryPaginator(request).items().forEach(history::put);
    return history;
  }
}
