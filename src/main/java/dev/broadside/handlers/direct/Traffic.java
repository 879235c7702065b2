package dev.broadside.handlers.direct;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop's requests come from and what becomes of them. Every method is called on the loop's
 * thread.
 *
 * @param <T> what the owner knows a request by
 */
public interface Traffic<T> {
  /** The next request, or null where there is none now. */
  @Nullable T next();

  /**
   * After {@link #next} gave null: the nanoseconds until it is worth asking again, or something
   * negative when there will be none any more unless one that is under way comes back.
   */
  long waitNanos();

  /** How long one attempt that begins now may take. */
  long attemptNanos();

  /** The bytes of the request, at most. */
  int mostBytes(T request);

  /** Writes the whole request. */
  void write(T request, ByteBuffer into);

  /** The server answered. */
  void answered(T request, int status);

  /** It did not. */
  void failed(T request, IOException failure);
}
