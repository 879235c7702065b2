package dev.broadside.stage;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * Where a mapped message goes; never blocks. What it answers is the status and body before the
 * integration's responses are applied.
 */
@FunctionalInterface
interface Target {
  /**
   * Sends a mapped message.
   *
   * @param done called exactly once, on {@code loop}
   */
  void send(EventLoop loop, String message, Consumer<Outcome> done);
}
