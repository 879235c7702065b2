package dev.broadside.stage;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The open connections by id: what {@code @connections} can reach. */
final class Connections {
  private final ConcurrentMap<String, Connection> open = new ConcurrentHashMap<>();

  void add(Connection connection) {
    open.put(connection.id(), connection);
  }

  void remove(Connection connection) {
    open.remove(connection.id());
  }

  @Nullable Connection find(String id) {
    return open.get(id);
  }

  /** All of them, as they come and go. */
  Collection<Connection> all() {
    return open.values();
  }

  int size() {
    return open.size();
  }
}
