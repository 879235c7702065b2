package dev.broadside.stage;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/** Calls functions, wherever they run; never blocks. */
@FunctionalInterface
interface Invoker {
  /**
   * Hands an event to a function.
   *
   * @param done called exactly once, on {@code loop}
   */
  void invoke(EventLoop loop, Call call, Consumer<Invocation> done);

  /**
   * One call.
   *
   * @param function its logical id
   * @param limit how long the caller waits; a function whose own timeout is shorter fails by that
   */
  record Call(String function, byte[] event, Duration limit) {}
}
