package dev.broadside.handlers;

import org.jspecify.annotations.Nullable;

/**
 * Where the connections are kept.
 *
 * @param connections the table keyed by {@code connectionId}
 * @param group the attribute that says which room or user a connection belongs to, or null when
 *     there is but one group, everyone
 * @param index the index of {@code connections} keyed by {@code group}, or null
 * @param rooms the table keyed by {@code group} and {@code connectionId}, or null
 */
record Tables(
    String connections, @Nullable String group, @Nullable String index, @Nullable String rooms) {

  /** The attribute that names a connection's group; whoever asks has checked that there is one. */
  String groupAttribute() {
    if (group == null) {
      throw new IllegalStateException(
          "BROADSIDE_GROUP is not set: a broadcast to one group needs the attribute that names it.");
    }
    return group;
  }
}
