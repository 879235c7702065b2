package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;

/**
 * A connection through which nothing passes: frames to the client stay in its queue, which fills as
 * that of a client that does not read. When it ends, all goes on where it stopped, as after a
 * network came back.
 *
 * <p>It stands next to the socket and holds back flushes, so that Netty's own account of pending
 * bytes decides when posts are refused. Everything happens on the channel's event loop.
 */
final class Stall extends ChannelDuplexHandler {
  /** What Linux buffers for a socket by itself ({@code net.core.wmem_default}). */
  private static final int KERNEL_BUFFER = 212_992;

  private final boolean silent;
  private boolean ended;

  private Stall(boolean silent) {
    this.silent = silent;
  }

  /** Stops writing; the client may still speak. */
  static Runnable freeze(Channel channel) {
    return begin(channel, false);
  }

  /** Stops both ways; as no acknowledgement comes, the kernel's buffer fills before the queue. */
  static Runnable silence(Channel channel) {
    return begin(channel, true);
  }

  private static Runnable begin(Channel channel, boolean silent) {
    Stall stall = new Stall(silent);
    channel.eventLoop().execute(() -> stall.start(channel));
    return () -> channel.eventLoop().execute(() -> stall.end(channel));
  }

  private void start(Channel channel) {
    if (!channel.isActive()) {
      return;
    }
    channel.pipeline().addFirst(this);
    if (silent) {
      widen(channel, KERNEL_BUFFER);
      if (channel.config().isAutoRead()) {
        // Takes back the read that is under way, and asks for another, which stops here.
        channel.config().setAutoRead(false).setAutoRead(true);
      }
    }
  }

  /** Relative to what is, since another one may have begun, or ended, meanwhile. */
  private static void widen(Channel channel, int bytes) {
    WriteBufferWaterMark now = channel.config().getWriteBufferWaterMark();
    channel
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(now.low(), now.high() + bytes));
  }

  private void end(Channel channel) {
    if (ended || !channel.isActive() || channel.pipeline().context(this) == null) {
      return;
    }
    ended = true;
    channel.pipeline().remove(this);
    channel.flush();
    if (silent) {
      widen(channel, -KERNEL_BUFFER);
      if (channel.config().isAutoRead()) {
        // Whoever asked while nothing passed, asked in vain.
        channel.read();
      }
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    // What is written stays in the queue.
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!silent) {
      ctx.read();
    }
  }
}
