package dev.broadside.handlers;

/** One connection's post, on its way through its attempts. Owned by whoever took it. */
final class Post {
  final String connectionId;

  /** Those that have begun. */
  int attempts;

  /** Those that ended with 429. */
  int refusals;

  /** The pacer's window in which the last attempt began. */
  int window;

  /** When the last attempt began. */
  long sentNanos;

  /** When the next attempt may begin. */
  long dueNanos;

  Post(String connectionId) {
    this.connectionId = connectionId;
  }
}
