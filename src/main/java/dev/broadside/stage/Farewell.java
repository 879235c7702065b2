package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection: the close frame is sent, and whoever does not take it loses the socket
 * five seconds later.
 *
 * <p>Where the stage speaks first, the client may still be sending. To close the socket then would
 * answer its bytes with RST, which can overtake the close frame; so only our direction is closed,
 * and what still comes is thrown away until the client closes too.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class Farewell extends ChannelInboundHandlerAdapter {
  private static final int PATIENCE_SECONDS = 5;

  private Farewell() {}

  /** Answers the client's close frame. */
  static void answer(Channel channel, CloseWebSocketFrame echo) {
    bePatient(channel);
    channel.writeAndFlush(echo).addListener(ChannelFutureListener.CLOSE);
    Silence.begin(channel.pipeline());
  }

  /** Speaks first. */
  static void say(Channel channel, Object goodbye) {
    bePatient(channel);
    channel.pipeline().addFirst(new Farewell());
    channel.config().setAutoRead(true);
    channel.writeAndFlush(goodbye).addListener(sent -> hangUp(channel));
    Silence.begin(channel.pipeline());
  }

  private static void bePatient(Channel channel) {
    Future<?> patience =
        channel.eventLoop().schedule(() -> channel.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> patience.cancel(false));
  }

  private static void hangUp(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null && !tls.engine().isOutboundDone()) {
      // TLS has a goodbye of its own, without which the client takes the end for an attack.
      tls.closeOutbound().addListener(sent -> shutDown(channel));
    } else {
      shutDown(channel);
    }
  }

  private static void shutDown(Channel channel) {
    if (channel instanceof DuplexChannel socket) {
      socket.shutdownOutput();
    } else {
      channel.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
