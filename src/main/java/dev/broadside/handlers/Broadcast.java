package dev.broadside.handlers;

import java.net.URI;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Posts a message to connections, then removes those that are gone, and logs the outcome.
 *
 * <p>The lookup runs on a thread of its own, so that a page is fetched while the ids of the page
 * before are posted to, and the first post waits for nothing but the first page.
 */
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
    Posts posts = new Posts(tally, deadline, new SplittableRandom());
    AtomicReference<@Nullable RuntimeException> unfinished = new AtomicReference<>();
    Thread lookingUp =
        Thread.ofPlatform()
            .name("lookup")
            .daemon()
            .start(() -> lookUp(connections, posts, unfinished));
    RuntimeException failure;
    try {
      fanout.post(endpoint, message, posts);
    } finally {
      // Before the interrupt, which is not why a lookup failed.
      failure = unfinished.get();
      // Over before its end only when the time ran out: nobody takes what it would still find.
      lookingUp.interrupt();
    }
    int notRemoved = table.remove(tally.gone(), group, deadline);
    Outcome outcome = tally.outcome(notRemoved, posts.lookupEnd(failure));
    log.log(System.Logger.Level.INFO, outcome::toJson);
    if (failure != null) {
      throw failure;
    }
    return outcome;
  }

  private static void lookUp(
      Supplier<Iterator<String>> connections,
      Posts posts,
      AtomicReference<@Nullable RuntimeException> unfinished) {
    try {
      posts.addAll(connections.get());
    } catch (RuntimeException failure) {
      unfinished.set(failure);
    } catch (Error broken) {
      unfinished.set(new IllegalStateException("The lookup broke off", broken));
    } catch (InterruptedException timeRanOut) {
      Thread.currentThread().interrupt();
    } finally {
      posts.foundAll();
    }
  }
}
