package dev.broadside.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The first handler of a connection: notes when bytes were read from the socket, before anything
 * decodes them, so that our own decoding is in no latency.
 */
final class ArrivalStamp extends ChannelInboundHandlerAdapter {
  private long nanos;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    nanos = System.nanoTime();
    context.fireChannelRead(message);
  }

  /** When the bytes that are being handled now were read. */
  long nanos() {
    return nanos;
  }
}
