package dev.broadside.handlers;

import java.util.List;
import java.util.Set;

/** Puts messages on a queue, a batch at a time. */
interface QueueSender {
  /** Sends them and returns the positions of those that the queue did not take. */
  Set<Integer> send(List<String> bodies);
}
