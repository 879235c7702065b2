package dev.broadside.bench.jmh;

import dev.broadside.cloud.DynamoDbRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * How many items each segment of a parallel Scan has. Only DynamoDB knows, and what the Scan takes
 * follows from it: each segment's pages are rounded up by themselves.
 */
final class Segments {
  private static final Duration WAIT = Duration.ofSeconds(1);

  private Segments() {}

  /** Counts them by a Scan of each, one after another. */
  static List<Long> items(DynamoDbClient dynamo, String table, OwnTables.Pause pause)
      throws InterruptedException {
    List<Long> items = new ArrayList<>();
    for (int segment = 0; segment < LookupRow.SEGMENTS; segment++) {
      items.add(items(dynamo, table, segment, pause));
    }
    return items;
  }

  private static long items(DynamoDbClient dynamo, String table, int segment, OwnTables.Pause pause)
      throws InterruptedException {
    long items = 0;
    Map<String, AttributeValue> after = Map.of();
    do {
      ScanRequest request =
          ScanRequest.builder()
              .tableName(table)
              .segment(segment)
              .totalSegments(LookupRow.SEGMENTS)
              .select(Select.COUNT)
              .exclusiveStartKey(after.isEmpty() ? null : after)
              .build();
      ScanResponse page = page(dynamo, request, pause);
      items += page.scannedCount();
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
    return items;
  }

  private static ScanResponse page(
      DynamoDbClient dynamo, ScanRequest request, OwnTables.Pause pause)
      throws InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        return dynamo.scan(request);
      } catch (SdkException refused) {
        if (!DynamoDbRefusal.isThrottling(refused) || tries >= OwnTables.PATIENCE) {
          throw refused;
        }
        pause.of(WAIT);
      }
    }
  }
}
