package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A DynamoDB call, understood as far as a profile or a fault needs it. */
record TableCall(String operation, ObjectNode body) {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");
  private static final Set<String> READS =
      Set.of("GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems");

  /** One side of an equality in a key condition; the other is a value. */
  private static final Pattern EQUALITY = Pattern.compile("(#?[\\w.-]+)\\s*=\\s*(:\\w+)");

  /** One that is all of its clause: no sum of the value and something else. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(#?[\\w.-]+)\\s*=\\s*(:\\w++)\\s*+(?=,|$|[A-Za-z])");

  /** The call in a request, or null where its body is none that DynamoDB would take either. */
  static @Nullable TableCall of(String operation, ByteBuf body) {
    try (ByteBufInputStream in = new ByteBufInputStream(body.duplicate())) {
      return JSON.readTree((InputStream) in) instanceof ObjectNode object
          ? new TableCall(operation, object)
          : null;
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new AssertionError("memory cannot fail to be read", e);
    }
  }

  static boolean isLookup(String operation) {
    return operation.equals("Scan") || operation.equals("Query");
  }

  boolean isWrite() {
    return WRITES.contains(operation);
  }

  /** Whether it takes read or write units. */
  boolean takesUnits() {
    return isWrite() || READS.contains(operation);
  }

  /** The tables that it names. */
  Set<String> tables() {
    Set<String> tables = new LinkedHashSet<>();
    if (body.path("TableName").isTextual()) {
      tables.add(body.get("TableName").asText());
    }
    body.path("RequestItems").fieldNames().forEachRemaining(tables::add);
    for (JsonNode item : body.path("TransactItems")) {
      item.forEach(action -> tables.add(action.path("TableName").asText()));
    }
    return tables;
  }

  @Nullable String index() {
    return body.path("IndexName").isTextual() ? body.get("IndexName").asText() : null;
  }

  /**
   * The one value of {@code hash} that it is about, as JSON; null where it is about several, or
   * where that cannot be told.
   */
  @Nullable String hashValue(String hash) {
    JsonNode own = body.path(operation.equals("PutItem") ? "Item" : "Key").path(hash);
    if (own.isObject()) {
      return own.toString();
    }
    JsonNode old = body.path("KeyConditions").path(hash).path("AttributeValueList").path(0);
    if (old.isObject()) {
      return old.toString();
    }
    Matcher equality = EQUALITY.matcher(body.path("KeyConditionExpression").asText());
    while (equality.find()) {
      String written = equality.group(1);
      String name = body.path("ExpressionAttributeNames").path(written).asText(written);
      if (name.equals(hash)) {
        return body.path("ExpressionAttributeValues").path(equality.group(2)).toString();
      }
    }
    return null;
  }

  /** Whether an update touches {@code attribute}. */
  static boolean updates(JsonNode update, String attribute) {
    if (update.path("AttributeUpdates").has(attribute)) {
      return true;
    }
    String expression = update.path("UpdateExpression").asText();
    for (var name : update.path("ExpressionAttributeNames").properties()) {
      if (name.getValue().asText().equals(attribute) && mentions(expression, name.getKey())) {
        return true;
      }
    }
    return mentions(expression, attribute);
  }

  /** The value that an update expression gives {@code attribute}; null where it cannot be told. */
  static @Nullable JsonNode assigned(JsonNode update, String attribute) {
    Matcher assignment = ASSIGNMENT.matcher(update.path("UpdateExpression").asText());
    while (assignment.find()) {
      String written = assignment.group(1);
      String name = update.path("ExpressionAttributeNames").path(written).asText(written);
      if (name.equals(attribute)) {
        return update.path("ExpressionAttributeValues").get(assignment.group(2));
      }
    }
    return null;
  }

  private static boolean mentions(String expression, String name) {
    return Pattern.compile("(?<![\\w.:#-])" + Pattern.quote(name) + "(?![\\w-])")
        .matcher(expression)
        .find();
  }
}
