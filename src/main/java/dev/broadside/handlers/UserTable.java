package dev.broadside.handlers;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The connections of room-chat, each of which is one user in one room. */
final class UserTable {
  private static final String USER = "user";

  private final ConnectionTable connections;
  private final String roomAttribute;

  UserTable(ConnectionTable connections, String roomAttribute) {
    this.connections = connections;
    this.roomAttribute = roomAttribute;
  }

  /** Who speaks on a connection, and where. */
  record User(String room, String name) {}

  void put(String connectionId, User user) {
    connections.put(connectionId, Group.of(user.room), Map.of(USER, user.name));
  }

  /** The user of a connection, or null when the connection is not in the table. */
  @Nullable User find(String connectionId) {
    Map<String, AttributeValue> item = connections.item(connectionId);
    return item.isEmpty() ? null : new User(text(item, roomAttribute), text(item, USER));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value =
        Objects.requireNonNull(item.get(name), () -> "The connection's item has no " + name + ".");
    return value.s();
  }
}
