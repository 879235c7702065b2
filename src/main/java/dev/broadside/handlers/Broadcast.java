package dev.broadside.handlers;

import java.net.URI;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Posts a message to every connection, then removes those that are gone, and logs the outcome. */
final class Broadcast {
  private final Lookup lookup;
  private final Fanout fanout;
  private final ConnectionTable table;
  private final System.Logger log;

  Broadcast(Lookup lookup, Fanout fanout, ConnectionTable table, System.Logger log) {
    this.lookup = lookup;
    this.fanout = fanout;
    this.table = table;
    this.log = log;
  }

  /**
   * Runs to the end and returns what came of it. When the lookup fails, those it had found still
   * get the message, the outcome is logged, and then the failure is thrown: it is the function's.
   */
  Outcome run(URI endpoint, SdkBytes message, Group group, Deadline deadline) {
    return run(endpoint, message, () -> lookup.connections(group), group, deadline);
  }

  /** The same for connections that the caller knows; a gone one's group is the one given. */
  Outcome run(
      URI endpoint,
      SdkBytes message,
      Supplier<Iterator<String>> connections,
      Group group,
      Deadline deadline) {
    Tally tally = new Tally();
    @Nullable RuntimeException unfinished = null;
    try {
      fanout.post(endpoint, message, connections.get(), tally);
    } catch (RuntimeException failure) {
      unfinished = failure;
    }
    Outcome outcome = Outcome.of(tally, table.remove(tally.gone(), group), unfinished);
    log.log(System.Logger.Level.INFO, outcome::toJson);
    if (unfinished != null) {
      throw unfinished;
    }
    return outcome;
  }
}
