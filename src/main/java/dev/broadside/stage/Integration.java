package dev.broadside.stage;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** What stands behind a route: takes an event, answers with an outcome, never blocks. */
@FunctionalInterface
interface Integration {
  /**
   * Hands {@code event} to the function.
   *
   * @param function its logical id
   * @param done called exactly once, on {@code loop}
   */
  void invoke(EventLoop loop, String function, byte[] event, Consumer<Outcome> done);
}
