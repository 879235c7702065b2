package dev.broadside.bench.jmh;

import dev.broadside.aws.ItemSize;
import dev.broadside.aws.ItemValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the connection table holds of one connection, as the reference handlers put it, and a text
 * that stands for whatever else an application keeps there.
 *
 * @param since in milliseconds since the epoch
 */
record ConnectionItem(String id, String room, long since, String about) {
  static final String ID = "connectionId";
  static final String ROOM = "room";
  static final String SINCE = "connectedAt";
  static final String ABOUT = "about";

  /** The same with a text that makes the item {@code bytes} large. */
  ConnectionItem filledUpTo(int bytes) {
    long missing = bytes - size();
    if (missing < 0) {
      throw new IllegalArgumentException(
          "an item of %d B holds no connection: ask for %d or more".formatted(bytes, size()));
    }
    return new ConnectionItem(id, room, since, "x".repeat((int) missing));
  }

  /** Its size in the table. */
  long size() {
    return ItemSize.of(values());
  }

  /**
   * The size of its entry in an index of rooms: the keys of table and index, and what it projects.
   */
  long entrySize(Projection projection) {
    Map<String, ItemValue> entry = values();
    switch (projection) {
      case KEYS_ONLY -> entry.keySet().removeAll(Set.of(SINCE, ABOUT));
      case INCLUDE -> entry.remove(ABOUT);
      case ALL -> {}
    }
    return ItemSize.of(entry);
  }

  private Map<String, ItemValue> values() {
    Map<String, ItemValue> values = new LinkedHashMap<>();
    values.put(ID, new ItemValue.Text(id));
    values.put(ROOM, new ItemValue.Text(room));
    values.put(SINCE, new ItemValue.Digits(Long.toString(since)));
    values.put(ABOUT, new ItemValue.Text(about));
    return values;
  }
}
