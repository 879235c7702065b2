package dev.broadside.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The users who publish to a room, numbered as they come: each one's broadcasts have an order, that
 * of two users' has no meaning. Only the first ones are followed, since every connection remembers
 * the newest broadcast of each.
 */
final class Authors {
  /** How many are followed; at 10,000 connections it is 2.5 MB. */
  static final int FOLLOWED = 64;

  private final Map<Long, Integer> indexes = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /** The place of a user among them, from 0; one that is not followed has {@link #FOLLOWED}. */
  int index(long user) {
    Integer known = indexes.get(user);
    if (known != null) {
      return known;
    }
    return next.get() >= FOLLOWED
        ? FOLLOWED
        : indexes.computeIfAbsent(user, u -> Math.min(next.getAndIncrement(), FOLLOWED));
  }
}
