package dev.broadside.handlers;

import java.util.Iterator;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Reads the whole table. Eventually consistent, at half the price: a connection that joined within
 * the last moments may be missed, as with every index.
 */
final class ScanLookup implements Lookup {
  private final DynamoDbClient dynamo;
  private final ScanRequest request;

  ScanLookup(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.request =
        ScanRequest.builder()
            .tableName(table)
            .projectionExpression(ConnectionTable.ID)
            .consistentRead(false)
            .build();
  }

  @Override
  public Iterator<String> connections() {
    return dynamo.scanPaginator(request).items().stream()
        .map(item -> Objects.requireNonNull(item.get(ConnectionTable.ID)).s())
        .iterator();
  }
}
