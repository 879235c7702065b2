package dev.broadside.stage;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * Where an upgraded connection meets its bytes. Frames leave as bytes here; what reads frames is
 * made when the first one comes, since most clients of a broadcast only listen, and the readers of
 * frames are a fifth of what a connection holds.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class Wire extends ChannelDuplexHandler {
  private static final System.Logger LOG = System.getLogger(Wire.class.getName());
  private static final int MAX_FRAME = 32 << 10;
  private static final WebSocketDecoderConfig DECODER =
      WebSocketDecoderConfig.newBuilder()
          .expectMaskedFrames(true)
          .allowExtensions(false)
          .maxFramePayloadLength(MAX_FRAME)
          .closeOnProtocolViolation(false)
          .build();

  private final Gateway gateway;
  private final Connection connection;
  private final boolean pingsCount;
  private boolean heard;

  Wire(Gateway gateway, Connection connection, boolean pingsCount) {
    this.gateway = gateway;
    this.connection = connection;
    this.pingsCount = pingsCount;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (!heard) {
      heard = true;
      listen(ctx.pipeline());
    }
    ctx.fireChannelRead(bytes);
  }

  private void listen(ChannelPipeline pipeline) {
    pipeline
        .addLast(new WebSocket13FrameDecoder(DECODER))
        .addLast(new Utf8FrameValidator(false))
        .addLast(new Reassembly())
        .addLast(new SocketHandler(gateway, connection, pingsCount));
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    Object bytes = message;
    if (message instanceof WebSocketFrame frame) {
      try {
        bytes = ServerFrame.of(frame, ctx.alloc());
      } finally {
        ReferenceCountUtil.release(frame);
      }
    }
    ctx.write(bytes, promise);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (heard) {
      ctx.fireExceptionCaught(cause);
    } else {
      cut(ctx, connection, cause);
    }
  }

  /** Ends a connection that failed; what is no failure of the network is ours, and is said. */
  static void cut(ChannelHandlerContext ctx, Connection connection, Throwable cause) {
    if (connection.isOpen() && !(cause instanceof IOException)) {
      LOG.log(System.Logger.Level.WARNING, "cut connection " + connection.id(), cause);
    }
    ctx.close();
  }
}
