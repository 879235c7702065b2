package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One message of history-chat, an item of MESSAGES. What was said, and by whom, is in its {@code
 * collection}: the one attribute that the index carries beside the keys, so that reading the
 * history is one Query and no look at the table.
 *
 * @param timestamp when API Gateway took it, in milliseconds since the epoch
 */
record HistoryMessage(String id, long timestamp, String userName, String message) {
  static final String ID = "id";
  static final String SUB_COLLECTION = "subCollection";
  static final String TIMESTAMP = "timestamp";
  static final String COLLECTION = "collection";

  /** The hash key of the index: one history, so one partition. */
  static final String HISTORY = "history";

  private static final String USER_NAME = "userName";
  private static final String MESSAGE = "message";

  /** Reads an item; nothing where somebody else wrote what is no message. */
  static Optional<HistoryMessage> of(Map<String, AttributeValue> item) {
    AttributeValue collection = item.get(COLLECTION);
    AttributeValue time = item.get(TIMESTAMP);
    if (collection == null || time == null || time.n() == null || !time.n().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    String id = text(item.get(ID));
    String userName = text(collection.m().get(USER_NAME));
    String message = text(collection.m().get(MESSAGE));
    return id == null || message == null
        ? Optional.empty()
        : Optional.of(
            new HistoryMessage(
                id, Long.parseLong(time.n()), userName == null ? "" : userName, message));
  }

  private static @Nullable String text(@Nullable AttributeValue value) {
    return value == null ? null : value.s();
  }

  Map<String, AttributeValue> item() {
    return Map.of(
        ID,
        AttributeValue.fromS(id),
        SUB_COLLECTION,
        AttributeValue.fromS(HISTORY),
        TIMESTAMP,
        AttributeValue.fromN(Long.toString(timestamp)),
        COLLECTION,
        AttributeValue.fromM(
            Map.of(
                USER_NAME, AttributeValue.fromS(userName),
                MESSAGE, AttributeValue.fromS(message))));
  }

  void writeTo(ArrayNode messages) {
    messages
        .addObject()
        .put(ID, id)
        .put(TIMESTAMP, timestamp)
        .put(USER_NAME, userName)
        .put(MESSAGE, message);
  }
}
