package dev.broadside.handlers.direct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/** A connection without TLS. */
final class PlainWire implements Wire {
  private final ByteChannel channel;

  /** What the socket did not take, or null. */
  private @Nullable ByteBuffer unsent;

  PlainWire(ByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    ByteBuffer before = unsent;
    if (before != null) {
      channel.write(before);
      if (before.hasRemaining()) {
        unsent = joined(before, bytes);
        return;
      }
      unsent = null;
    }
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      unsent = joined(bytes, ByteBuffer.allocate(0));
    }
  }

  private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
    ByteBuffer both = ByteBuffer.allocate(first.remaining() + second.remaining());
    return both.put(first).put(second).flip();
  }

  @Override
  public boolean hasUnsent() {
    return unsent != null;
  }

  @Override
  public boolean hasMore() {
    return false;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return channel.read(bytes);
  }
}
