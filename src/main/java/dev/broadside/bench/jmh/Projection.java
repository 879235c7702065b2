package dev.broadside.bench.jmh;

/** What an index holds beside its keys. */
public enum Projection {
  /** Nothing. */
  KEYS_ONLY,
  /** The time of joining. */
  INCLUDE,
  /** All of the item. */
  ALL
}
