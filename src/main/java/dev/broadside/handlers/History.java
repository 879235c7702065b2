package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The messages as a broadcast sends them: what the index says, and on top of it the changes that
 * called the function. A stream can be ahead of an index, which follows its table by a fraction of
 * a second: without them the newest message would be missing from the very broadcast that it
 * caused.
 */
final class History {
  private static final Comparator<HistoryMessage> ORDER =
      Comparator.comparingLong(HistoryMessage::timestamp).thenComparing(HistoryMessage::id);

  private final Map<String, HistoryMessage> messages = new HashMap<>();
  private final SortedSet<String> unreadable = new TreeSet<>();

  /** An item as it is now. One that is no message is left out and remembered. */
  void put(Map<String, AttributeValue> item) {
    HistoryMessage message = HistoryMessage.of(item).orElse(null);
    if (message == null) {
      AttributeValue id = item.get(HistoryMessage.ID);
      unreadable.add(id == null || id.s() == null ? "(no id)" : id.s());
    } else {
      messages.put(message.id(), message);
    }
  }

  void remove(String id) {
    messages.remove(id);
    unreadable.remove(id);
  }

  int size() {
    return messages.size();
  }

  /** The ids of items that are no messages. */
  SortedSet<String> unreadable() {
    return Collections.unmodifiableSortedSet(unreadable);
  }

  /** All of it, however much that is, oldest first. */
  SdkBytes toJson() {
    ObjectNode frame = JsonNodeFactory.instance.objectNode();
    var list = frame.putArray("messages");
    messages.values().stream().sorted(ORDER).forEach(message -> message.writeTo(list));
    return SdkBytes.fromUtf8String(frame.toString());
  }
}
