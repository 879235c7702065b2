package dev.broadside.stage;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * What follows a close frame: nothing (RFC 6455, section 5.5.1). Another event loop may have handed
 * over a post when the connection was still open; written now, it would come behind the close
 * frame, or fail and take the socket, and the close frame with it, from the client.
 */
@Sharable
final class Silence extends ChannelOutboundHandlerAdapter {
  private static final Silence ONLY = new Silence();

  private Silence() {}

  /** From now on no frame leaves; on the channel's event loop. */
  static void begin(ChannelPipeline pipeline) {
    ChannelHandlerContext wire = pipeline.context(Wire.class);
    if (wire != null) {
      pipeline.addBefore(wire.name(), null, ONLY);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object frame, ChannelPromise promise) {
    ReferenceCountUtil.release(frame);
    promise.trySuccess();
  }
}
