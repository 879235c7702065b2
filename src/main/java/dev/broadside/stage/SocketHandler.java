package dev.broadside.stage;

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
 * The frames of one connection. A client that sends faster than its functions answer is read no
 * further for a while, so that it cannot fill our memory.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class SocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final int MAX_UNANSWERED = 32;

  private final Gateway gateway;
  private final Connection connection;
  private int unanswered;

  SocketHandler(Gateway gateway, Connection connection) {
    this.gateway = gateway;
    this.connection = connection;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (!connection.isOpen()) {
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text -> message(ctx, text.text());
      case BinaryWebSocketFrame binary -> close(Close.BINARY);
      case PingWebSocketFrame ping ->
          ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), ctx.voidPromise());
      case CloseWebSocketFrame close -> closedByClient(close);
      default -> {
        // A pong that nobody asked for; continuations were put together before.
      }
    }
  }

  private void message(ChannelHandlerContext ctx, String text) {
    if (++unanswered >= MAX_UNANSWERED) {
      ctx.channel().config().setAutoRead(false);
    }
    gateway.message(
        connection,
        text,
        () -> {
          if (--unanswered < MAX_UNANSWERED && ctx.channel().isActive()) {
            ctx.channel().config().setAutoRead(true);
          }
        });
  }

  private void closedByClient(CloseWebSocketFrame frame) {
    Close close = Close.byClient(frame.statusCode(), frame.reasonText());
    CloseWebSocketFrame echo =
        frame.statusCode() < 0 ? new CloseWebSocketFrame() : goodbye(frame.statusCode());
    gateway.close(connection, close, echo);
  }

  private void close(Close close) {
    if (connection.isOpen()) {
      gateway.close(connection, close, goodbye(close.code()));
    }
  }

  private static CloseWebSocketFrame goodbye(int code) {
    return new CloseWebSocketFrame(true, 0, code, "");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case TooLongFrameException tooLong -> close(Close.TOO_BIG);
      case CorruptedWebSocketFrameException broken ->
          close(new Close(broken.closeStatus().code(), broken.closeStatus().reasonText()));
      default -> ctx.close();
    }
  }
}
