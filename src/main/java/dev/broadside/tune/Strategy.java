package dev.broadside.tune;

/** A way from a broadcast's event to the posts of its room. */
public enum Strategy {
  /** Reads the whole table and filters. */
  SCAN("scan", "simplest; pays for the whole table"),
  /** The same in segments at once. */
  PARALLEL_SCAN("parallel-scan", "quicker than scan, not cheaper"),
  /** Reads the room from an index of rooms. */
  QUERY("query", "pays for the room, and for the index at each join"),
  /** Reads the room from a table keyed by room. */
  TABLE_QUERY("table-query", "like query, with whole items; can be read strongly consistent"),
  /** An index whose key is the room and one of a few shards. */
  SHARDED("sharded room key", "for a room hotter than one partition"),
  /** The room's list, kept in the function for a few seconds. */
  CACHED("cached list", "who joined meanwhile waits until the list is read again"),
  /** Messages to a queue, each for a part of the room. */
  QUEUE("queue fan-out", "for rooms that one function cannot post to in time");

  private final String word;
  private final String about;

  Strategy(String word, String about) {
    this.word = word;
    this.about = about;
  }

  String word() {
    return word;
  }

  String about() {
    return about;
  }

  /** Whether a reference handler does it, so that benchmarks measure it. */
  boolean isMeasured() {
    return switch (this) {
      case SCAN, PARALLEL_SCAN, QUERY, TABLE_QUERY -> true;
      case SHARDED, CACHED, QUEUE -> false;
    };
  }
}
