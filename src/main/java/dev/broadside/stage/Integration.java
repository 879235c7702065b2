package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** What stands behind a route: takes an event, answers with an outcome, never blocks. */
@FunctionalInterface
interface Integration {
  /**
   * Hands {@code event} to what stands behind {@code route}.
   *
   * @param done called exactly once, on {@code loop}
   */
  void invoke(EventLoop loop, Template.Route route, byte[] event, Consumer<Outcome> done);

  /** Another one takes over: nothing is kept open for what may come, and that is still answered. */
  default void retire() {}
}
