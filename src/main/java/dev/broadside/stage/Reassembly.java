package dev.broadside.stage;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/**
 * Puts the fragments of a message together, and reads no further than it is let. Netty's own
 * aggregator asks for the rest of a message that has begun also while reading is switched off, so
 * that a client whose reads seldom end between two messages would never be held back.
 */
final class Reassembly extends WebSocketFrameAggregator {
  Reassembly() {
    super(Handshake.MAX_MESSAGE);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.fireChannelReadComplete();
  }
}
