package dev.broadside.stage;

import io.netty.handler.codec.http.FullHttpRequest;

/** Who may use {@code @connections}. */
@FunctionalInterface
interface Access {
  /** Everybody: the stage answers on loopback only. */
  Access OPEN = request -> true;

  /** Whether {@code request} is answered, or refused with 403. */
  boolean admits(FullHttpRequest request);
}
