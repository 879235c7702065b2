package dev.broadside.cloud;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Where a table keeps the room of a connection, and what an entry of an index of rooms holds.
 *
 * @param room the attribute
 * @param index that has the room for its partition key; none if the table has none, or is keyed by
 *     room itself
 * @param keyedByRoom whether the table's own partition key is the room
 * @param entry the attributes of an entry; none stands for all
 */
public record TableKeys(
    String room, @Nullable String index, boolean keyedByRoom, @Nullable Set<String> entry) {

  /** Copies the set. */
  public TableKeys {
    entry = entry == null ? null : Set.copyOf(entry);
  }

  /**
   * Finds them.
   *
   * @param index what {@code --index} says
   * @param room what {@code --room-key} says
   */
  static TableKeys find(TableDescription table, @Nullable String index, @Nullable String room)
      throws CloudException {
    return index == null ? find(table, room) : named(table, index, room);
  }

  private static TableKeys named(TableDescription table, String name, @Nullable String room)
      throws CloudException {
    GlobalSecondaryIndexDescription index =
        table.globalSecondaryIndexes().stream()
            .filter(one -> one.indexName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new CloudException(
                        "the table %s has no index %s: %s"
                            .formatted(table.tableName(), name, indexes(table))));
    String key = partitionKey(index.keySchema());
    if (room != null && !room.equals(key)) {
      throw new CloudException(
          "the index %s is keyed by %s, not by %s: name an index whose partition key is the room, or leave out --room-key"
              .formatted(name, key, room));
    }
    return of(table, index);
  }

  private static TableKeys find(TableDescription table, @Nullable String room)
      throws CloudException {
    List<GlobalSecondaryIndexDescription> fitting =
        table.globalSecondaryIndexes().stream()
            .filter(one -> room == null || partitionKey(one.keySchema()).equals(room))
            .toList();
    if (fitting.size() > 1) {
      throw new CloudException(
          "the table %s has several indexes that might be of rooms: %s"
              .formatted(table.tableName(), indexes(table)));
    }
    if (fitting.size() == 1) {
      return of(table, fitting.getFirst());
    }
    String key = partitionKey(table.keySchema());
    boolean composite = table.keySchema().size() > 1;
    if (room == null && !composite) {
      throw new CloudException(
          "the table %s has no index: name the attribute that holds the room with --room-key, to see what an index would bring"
              .formatted(table.tableName()));
    }
    String attribute = room == null ? key : room;
    Set<String> entry = names(table.keySchema());
    entry.add(attribute);
    return new TableKeys(attribute, null, composite && attribute.equals(key), entry);
  }

  private static TableKeys of(TableDescription table, GlobalSecondaryIndexDescription index) {
    Set<String> entry = names(table.keySchema());
    entry.addAll(names(index.keySchema()));
    entry.addAll(index.projection().nonKeyAttributes());
    boolean whole = index.projection().projectionType() == ProjectionType.ALL;
    return new TableKeys(
        partitionKey(index.keySchema()), index.indexName(), false, whole ? null : entry);
  }

  private static String indexes(TableDescription table) {
    return table.globalSecondaryIndexes().isEmpty()
        ? "it has none; leave out --index and name the attribute that holds the room with --room-key"
        : table.globalSecondaryIndexes().stream()
            .map(one -> one.indexName() + " by " + partitionKey(one.keySchema()))
            .sorted()
            .collect(Collectors.joining(", ", "name one with --index (", ")"));
  }

  private static String partitionKey(List<KeySchemaElement> keys) {
    return keys.stream()
        .filter(key -> key.keyType() == KeyType.HASH)
        .map(KeySchemaElement::attributeName)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> names(List<KeySchemaElement> keys) {
    return keys.stream()
        .map(KeySchemaElement::attributeName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
