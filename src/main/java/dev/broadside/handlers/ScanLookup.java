package dev.broadside.handlers;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Reads the whole table, also for one group: a filter drops items after they were read and paid
 * for. Eventually consistent, at half the price: a connection that joined within the last moments
 * may be missed, as with every index.
 */
final class ScanLookup implements Lookup {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  ScanLookup(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Iterator<String> connections(Group group) {
    return dynamo.scanPaginator(request(tables, group).build()).items().stream()
        .map(item -> Objects.requireNonNull(item.get(ConnectionTable.ID)).s())
        .iterator();
  }

  /** A scan for the group's ids. */
  static ScanRequest.Builder request(Tables tables, Group group) {
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(tables.connections())
            .projectionExpression(ConnectionTable.ID)
            .consistentRead(false);
    return switch (group) {
      case Group.Everyone everyone -> request;
      case Group.Of of ->
          request
              .filterExpression("#group = :group")
              .expressionAttributeNames(Map.of("#group", tables.groupAttribute()))
              .expressionAttributeValues(Map.of(":group", AttributeValue.fromS(of.value())));
    };
  }
}
