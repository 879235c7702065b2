package dev.broadside.handlers.direct;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a non-blocking connection, plain or behind TLS. */
interface Wire {
  /**
   * Goes on with what has to happen before there can be requests: a TLS handshake.
   *
   * @return whether that is over
   */
  boolean ready() throws IOException;

  /** Sends what it can of {@code bytes} and of what was left before. */
  void write(ByteBuffer bytes) throws IOException;

  /** Whether something waits until the socket can be written again. */
  boolean hasUnsent();

  /**
   * Whether {@link #read} would give something, or the end, of what was received in advance: so
   * much the socket does not announce.
   */
  boolean hasMore() throws IOException;

  /** Reads into {@code bytes}; -1 at the end, as a channel does. */
  int read(ByteBuffer bytes) throws IOException;
}
