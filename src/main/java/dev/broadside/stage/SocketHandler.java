package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * The frames of one connection. A client that sends faster than its functions answer, or asks for
 * more than it takes, is read no further for a while, so that it cannot fill our memory.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class SocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final int MAX_UNANSWERED = 32;

  private final Gateway gateway;
  private final Connection connection;
  private final boolean pingsCount;
  private int unanswered;

  SocketHandler(Gateway gateway, Connection connection, boolean pingsCount) {
    this.gateway = gateway;
    this.connection = connection;
    this.pingsCount = pingsCount;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (!connection.isOpen()) {
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text -> message(ctx.channel(), text.text());
      case BinaryWebSocketFrame binary -> close(Close.BINARY);
      case PingWebSocketFrame ping -> pong(ctx, ping);
      case CloseWebSocketFrame close -> closedByClient(close);
      default -> {
        // A pong that nobody asked for; continuations were put together before.
      }
    }
  }

  private void message(Channel channel, String text) {
    unanswered++;
    gateway.message(
        connection,
        text,
        () -> {
          unanswered--;
          steer(channel);
        });
    steer(channel);
  }

  private void pong(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    if (pingsCount) {
      connection.touch();
    }
    ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), ctx.voidPromise());
    steer(ctx.channel());
  }

  private void steer(Channel channel) {
    if (connection.isOpen()) {
      channel.config().setAutoRead(unanswered < MAX_UNANSWERED && channel.isWritable());
    }
  }

  /** Only reading on is decided here: who merely gets too many posts may still speak. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      steer(ctx.channel());
    }
    ctx.fireChannelWritabilityChanged();
  }

  private void closedByClient(CloseWebSocketFrame frame) {
    Close close = Close.byClient(frame.statusCode(), frame.reasonText());
    CloseWebSocketFrame echo =
        frame.statusCode() < 0
            ? new CloseWebSocketFrame()
            : new CloseWebSocketFrame(true, 0, frame.statusCode(), "");
    gateway.closedByClient(connection, close, echo);
  }

  /** The client broke a rule. No capture shows that AWS gives it a reason. */
  private void close(Close close) {
    gateway.end(connection, close, "");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case TooLongFrameException tooLong -> close(Close.TOO_BIG);
      case CorruptedWebSocketFrameException broken ->
          close(new Close(broken.closeStatus().code(), broken.closeStatus().reasonText()));
      default -> Wire.cut(ctx, connection, cause);
    }
  }
}
