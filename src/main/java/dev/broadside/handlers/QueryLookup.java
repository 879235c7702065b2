package dev.broadside.handlers;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads the items of one group only: from an index of the connection table, or from a table that is
 * keyed by group and connection. An index is eventually consistent whatever is asked for, and so is
 * what is asked for here, at half the price.
 */
final class QueryLookup implements Lookup {
  private final DynamoDbClient dynamo;
  private final String table;
  private final @Nullable String index;
  private final String attribute;

  private QueryLookup(
      DynamoDbClient dynamo, String table, @Nullable String index, String attribute) {
    this.dynamo = dynamo;
    this.table = table;
    this.index = index;
    this.attribute = attribute;
  }

  static QueryLookup ofIndex(DynamoDbClient dynamo, Tables tables) {
    return new QueryLookup(dynamo, tables.connections(), tables.index(), tables.groupAttribute());
  }

  static QueryLookup ofRooms(DynamoDbClient dynamo, Tables tables) {
    String rooms = Objects.requireNonNull(tables.rooms(), "the settings ask for it");
    return new QueryLookup(dynamo, rooms, null, tables.groupAttribute());
  }

  @Override
  public Iterator<String> connections(Group group) {
    return switch (group) {
      case Group.Everyone everyone ->
          throw new IllegalArgumentException(
              "A query finds the connections of one group: a broadcast to everyone needs"
                  + " BROADSIDE_LOOKUP=scan or parallel-scan.");
      case Group.Of of ->
          dynamo.queryPaginator(request(of)).items().stream()
              .map(item -> Objects.requireNonNull(item.get(ConnectionTable.ID)).s())
              .iterator();
    };
  }

  private QueryRequest request(Group.Of group) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index)
        .keyConditionExpression("#group = :group")
        .expressionAttributeNames(Map.of("#group", attribute))
        .expressionAttributeValues(Map.of(":group", AttributeValue.fromS(group.value())))
        .projectionExpression(ConnectionTable.ID)
        .consistentRead(false)
        .build();
  }
}
