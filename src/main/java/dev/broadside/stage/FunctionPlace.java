package dev.broadside.stage;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/** Where a function runs, spoken to by Lambda's Invoke API; never blocks. */
@FunctionalInterface
interface FunctionPlace {
  /**
   * Invokes the function.
   *
   * @param timeout the function's own; the caller's limit may be shorter
   * @param done called exactly once, on {@code loop}
   */
  void invoke(EventLoop loop, Invoker.Call call, Duration timeout, Consumer<Invocation> done);
}
