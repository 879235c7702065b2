package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.template.Template;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hides from a global secondary index what was written to its table a moment ago. DynamoDB updates
 * indexes asynchronously; how long that takes is modelled.
 *
 * <p>Modelled is an item that newly stands in an index, or under another key of it. Not modelled:
 * what is deleted, or changed without its index key, is seen at once as it is now; a Query that
 * only counts, or whose projection leaves out the table's key, hides nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Using
 *     global secondary indexes</a>
 */
final class IndexLag {
  /** Writes that are remembered; the oldest one is shown early where there are more. */
  static final int MOST = 100_000;

  private final Map<String, Template.Table> schemas;
  private final LongSupplier lagNanos;
  private final int most;
  private final LongSupplier nanoTime;
  private final Map<Entry, Long> visibleAt = new LinkedHashMap<>();

  IndexLag(
      Map<String, Template.Table> schemas, LongSupplier lagNanos, LongSupplier nanoTime, int most) {
    this.most = most;
    this.schemas = schemas;
    this.lagNanos = lagNanos;
    this.nanoTime = nanoTime;
  }

  private record Entry(String table, String index, String key) {}

  /** Whether a write to one of its tables needs the item that was there before. */
  boolean wantsOld(TableCall call) {
    return (call.operation().equals("PutItem") || call.operation().equals("UpdateItem"))
        && call.tables().stream().anyMatch(this::hasIndexes);
  }

  private boolean hasIndexes(String table) {
    Template.Table schema = schemas.get(table);
    return schema != null && !schema.indexes().isEmpty();
  }

  /**
   * A write succeeded.
   *
   * @param old the item before it; missing where there was none, null where that is not known
   */
  void wrote(TableCall call, @Nullable JsonNode old) {
    JsonNode body = call.body();
    switch (call.operation()) {
      case "PutItem" -> put(body.path("TableName").asText(), body.path("Item"), old);
      case "UpdateItem" -> update(body, old);
      case "BatchWriteItem" -> {
        for (Map.Entry<String, JsonNode> table : body.path("RequestItems").properties()) {
          for (JsonNode request : table.getValue()) {
            put(table.getKey(), request.path("PutRequest").path("Item"), null);
          }
        }
      }
      case "TransactWriteItems" -> {
        for (JsonNode item : body.path("TransactItems")) {
          put(item.path("Put").path("TableName").asText(), item.path("Put").path("Item"), null);
          update(item.path("Update"), null);
        }
      }
      default -> {
        // A deletion is seen at once.
      }
    }
  }

  private void put(String table, JsonNode item, @Nullable JsonNode old) {
    Template.Table schema = schemas.get(table);
    if (schema == null || !item.isObject()) {
      return;
    }
    for (Template.Index index : schema.indexes()) {
      String now = key(index.key(), item);
      if (now != null && (old == null || !now.equals(key(index.key(), old)))) {
        hide(schema, index, item);
      }
    }
  }

  private void update(JsonNode update, @Nullable JsonNode old) {
    Template.Table schema = schemas.get(update.path("TableName").asText());
    if (schema == null) {
      return;
    }
    for (Template.Index index : schema.indexes()) {
      String range = index.key().range();
      boolean moved =
          moves(update, index.key().hash(), old) || (range != null && moves(update, range, old));
      if (moved || (old != null && old.isMissingNode())) {
        hide(schema, index, update.path("Key"));
      }
    }
  }

  /** Whether an update may give {@code attribute} another value. */
  private static boolean moves(JsonNode update, String attribute, @Nullable JsonNode old) {
    return TableCall.updates(update, attribute)
        && (old == null || !old.path(attribute).equals(TableCall.assigned(update, attribute)));
  }

  private synchronized void hide(Template.Table schema, Template.Index index, JsonNode item) {
    String key = key(schema.key(), item);
    long now = nanoTime.getAsLong();
    if (key != null) {
      Entry entry = new Entry(schema.name(), index.name(), key);
      visibleAt.remove(entry);
      visibleAt.put(entry, now + lagNanos.getAsLong());
    }
    forget(now);
  }

  /** Drops, oldest first, what is visible by now, and what is too much. */
  private void forget(long now) {
    Iterator<Long> oldest = visibleAt.values().iterator();
    while (oldest.hasNext()) {
      boolean visible = oldest.next() - now <= 0;
      if (!visible && visibleAt.size() <= most) {
        return;
      }
      oldest.remove();
    }
  }

  /** The values of a key in an item, as one text; null where one is missing. */
  private static @Nullable String key(Template.Key key, JsonNode item) {
    JsonNode hash = item.path(key.hash());
    String rangeName = key.range();
    JsonNode range = rangeName == null ? hash : item.path(rangeName);
    return hash.isMissingNode() || range.isMissingNode() ? null : hash + " " + range;
  }

  /** Whether an answer may have to be looked through. */
  synchronized boolean concerns(TableCall call) {
    return TableCall.isLookup(call.operation()) && call.index() != null && !visibleAt.isEmpty();
  }

  /** Takes out of an answer what its index does not show yet; says how many items. */
  synchronized int hideIn(TableCall call, ObjectNode answer) {
    String table = call.body().path("TableName").asText();
    Template.Table schema = schemas.get(table);
    String index = call.index();
    if (schema == null || index == null || !(answer.path("Items") instanceof ArrayNode items)) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    int before = items.size();
    for (Iterator<JsonNode> each = items.iterator(); each.hasNext(); ) {
      String key = key(schema.key(), each.next());
      Long visible = key == null ? null : visibleAt.get(new Entry(table, index, key));
      if (visible != null && visible - now > 0) {
        each.remove();
      }
    }
    int hidden = before - items.size();
    if (hidden > 0) {
      answer.put("Count", answer.path("Count").asInt() - hidden);
      answer.put("ScannedCount", answer.path("ScannedCount").asInt() - hidden);
    }
    return hidden;
  }
}
