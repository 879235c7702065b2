package dev.broadside.load;

import io.netty.buffer.ByteBuf;

/** What becomes of one WebSocket connection; every call comes from its event loop. */
interface Connection {
  /** The handshake is done: 101 was read at {@code nanos}, {@code tookNanos} after it began. */
  void opened(io.netty.channel.Channel channel, long nanos, long tookNanos);

  /** The handshake did not succeed. */
  void failed(String reason, long nanos, long tookNanos);

  /** A text frame, whole; its bytes were read from the socket at {@code nanos}. */
  void text(ByteBuf text, long nanos);

  /** Our own code failed on it: no fault of the stage, and no measurement any more. */
  void broken(Throwable cause);

  /** The stage or the network closed it, after it was open. */
  void dropped();

  /** As {@link #dropped()}, and by what; for who wants to know. */
  default void dropped(String reason) {
    dropped();
  }
}
