package dev.broadside.handlers.direct;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the request on it.
 *
 * @param <T> what the owner knows a request by
 */
final class Link<T> {
  /** Where in its life it is. */
  enum Phase {
    CONNECTING,
    SECURING,
    OPEN
  }

  final AnswerReader answer = new AnswerReader();
  final SelectionKey key;
  private final SocketChannel channel;
  private final @Nullable SSLEngine engine;
  private @Nullable Wire wire;
  Phase phase = Phase.CONNECTING;

  /** The request under way, or null. */
  @Nullable T request;

  /** When the attempt under way has to be over. */
  long dueNanos;

  /** Whether an answer came on it before: then the server may have closed it meanwhile. */
  boolean used;

  private Link(SocketChannel channel, Selector selector, @Nullable SSLEngine engine)
      throws IOException {
    this.channel = channel;
    this.engine = engine;
    this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /** Begins to connect. */
  static <T> Link<T> open(InetSocketAddress address, Selector selector, @Nullable SSLEngine engine)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Link<T> link = new Link<>(channel, selector, engine);
      // On loopback this may already be the connection; the selector says so all the same.
      channel.connect(address);
      return link;
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  /** Goes on towards {@code OPEN}; true when it is. */
  boolean opened() throws IOException {
    if (phase == Phase.CONNECTING) {
      if (!channel.finishConnect()) {
        return false;
      }
      wire = engine == null ? new PlainWire(channel) : new TlsWire(channel, engine);
      phase = Phase.SECURING;
    }
    if (phase == Phase.SECURING && wire().ready()) {
      phase = Phase.OPEN;
    }
    interest();
    return phase == Phase.OPEN;
  }

  void write(ByteBuffer bytes) throws IOException {
    wire().write(bytes);
    interest();
  }

  int read(ByteBuffer bytes) throws IOException {
    int read = wire().read(bytes);
    interest();
    return read;
  }

  /** Whether nothing came in advance, behind what was read, and nothing broke since. */
  boolean isQuiet() {
    try {
      return !wire().hasMore();
    } catch (IOException broken) {
      return false;
    }
  }

  private void interest() {
    int wanted =
        wire().hasUnsent() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  private Wire wire() {
    if (wire == null) {
      throw new IllegalStateException("not connected yet");
    }
    return wire;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      // It is of no more use either way.
      key.cancel();
    }
  }
}
