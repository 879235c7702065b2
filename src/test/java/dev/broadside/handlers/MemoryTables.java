package dev.broadside.handlers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** As much of DynamoDB as the connection tables use, in small pages. */
final class MemoryTables implements DynamoDbClient {
  private static final int PAGE = 3;

  final List<ScanRequest> scans = new CopyOnWriteArrayList<>();
  final List<QueryRequest> queries = new CopyOnWriteArrayList<>();
  volatile Consumer<ScanRequest> beforeScan = scan -> {};
  private final Map<String, Map<String, Map<String, AttributeValue>>> tables =
      new ConcurrentHashMap<>();

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}

  private synchronized Map<String, Map<String, AttributeValue>> table(String name) {
    return tables.computeIfAbsent(name, any -> new LinkedHashMap<>());
  }

  synchronized List<String> ids(String table) {
    return table(table).values().stream().map(item -> id(item)).toList();
  }

  private static String id(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get("connectionId")).s();
  }

  /* A table that is keyed by room too has it in the key of each delete. */
  private static String key(String table, Map<String, AttributeValue> item) {
    AttributeValue room = item.get("room");
    return table.equals("rooms")
        ? (room == null ? "no room" : room.s()) + "|" + id(item)
        : id(item);
  }

  @Override
  public synchronized PutItemResponse putItem(PutItemRequest put) {
    table(put.tableName()).put(key(put.tableName(), put.item()), put.item());
    return PutItemResponse.builder().build();
  }

  @Override
  public synchronized DeleteItemResponse deleteItem(DeleteItemRequest delete) {
    String key = key(delete.tableName(), delete.key());
    Map<String, AttributeValue> old = table(delete.tableName()).get(key);
    AttributeValue since = old == null ? null : old.get("connectedAt");
    if (delete.conditionExpression() != null && since != null) {
      long before =
          Long.parseLong(
              Objects.requireNonNull(delete.expressionAttributeValues().get(":before")).n());
      if (Long.parseLong(since.n()) >= before) {
        throw ConditionalCheckFailedException.builder().message("young").build();
      }
    }
    table(delete.tableName()).remove(key);
    return DeleteItemResponse.builder().attributes(old == null ? Map.of() : old).build();
  }

  private record Page(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {}

  private synchronized Page page(
      String table, Map<String, AttributeValue> after, Predicate<Map<String, AttributeValue>> in) {
    List<Map<String, AttributeValue>> all =
        new ArrayList<>(table(table).values().stream().filter(in).toList());
    int from = 0;
    if (!after.isEmpty()) {
      List<String> ids = all.stream().map(item -> id(item)).toList();
      from = ids.indexOf(id(after)) + 1;
    }
    int to = Math.min(all.size(), from + PAGE);
    Map<String, AttributeValue> last =
        to < all.size() ? Map.of("connectionId", all.get(to - 1).get("connectionId")) : Map.of();
    return new Page(all.subList(from, to), last);
  }

  private static boolean isIn(
      @Nullable Map<String, AttributeValue> values, Map<String, AttributeValue> item) {
    AttributeValue room = values == null ? null : values.get(":group");
    return room == null || room.equals(item.get("room"));
  }

  @Override
  public ScanResponse scan(ScanRequest scan) {
    scans.add(scan);
    beforeScan.accept(scan);
    Integer total = scan.totalSegments();
    Page page =
        page(
            scan.tableName(),
            scan.exclusiveStartKey(),
            item -> total == null || Math.floorMod(id(item).hashCode(), total) == scan.segment());
    return ScanResponse.builder()
        .items(
            page.items.stream()
                .filter(item -> isIn(scan.expressionAttributeValues(), item))
                .toList())
        .lastEvaluatedKey(page.last)
        .build();
  }

  @Override
  public QueryResponse query(QueryRequest query) {
    queries.add(query);
    Page page =
        page(
            query.tableName(),
            query.exclusiveStartKey(),
            item -> isIn(query.expressionAttributeValues(), item));
    return QueryResponse.builder().items(page.items).lastEvaluatedKey(page.last).build();
  }
}
