package dev.broadside.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks the client's side of RFC 6455 for one connection: handshake, text, ping, close. */
final class WebSocketHandler extends SimpleChannelInboundHandler<Object> {
  /** For so long the answer to our close frame is waited for. */
  private static final long CLOSE_SECONDS = 5;

  private final WebSocketClientHandshaker handshaker;
  private final ArrivalStamp stamp;
  private final Connection connection;
  private final long startNanos;

  /** Where the connection is in its life; an end is told once. */
  private enum State {
    SHAKING,
    OPEN,
    /** We said goodbye: what still comes is read, and its end is no loss. */
    LEAVING,
    CLOSED
  }

  private State state = State.SHAKING;
  private @Nullable Future<?> timer;
  private @Nullable Channel channel;

  WebSocketHandler(
      WebSocketClientHandshaker handshaker,
      ArrivalStamp stamp,
      Connection connection,
      long startNanos) {
    this.handshaker = handshaker;
    this.stamp = stamp;
    this.connection = connection;
    this.startNanos = startNanos;
  }

  /** Whoever calls {@link #giveUp} later. */
  void timedBy(Future<?> later) {
    timer = later;
  }

  /** The handshake took too long. */
  void giveUp() {
    fail("no answer within %d s".formatted(Connector.NO_ANSWER_AFTER.toSeconds()));
    if (channel != null) {
      channel.close();
    }
  }

  private void decided() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    handshaker.handshake(context.channel());
    context.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) {
    switch (message) {
      case TextWebSocketFrame text when state == State.OPEN || state == State.LEAVING ->
          connection.text(text.content(), stamp.nanos());
      case FullHttpResponse response when state == State.SHAKING -> finish(context, response);
      case PingWebSocketFrame ping when state != State.LEAVING ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case CloseWebSocketFrame answer when state == State.LEAVING -> context.close();
      case CloseWebSocketFrame close -> {
        boolean empty = close.statusCode() < 0;
        drop(empty ? "closed by the stage" : "closed by the stage with " + close.statusCode());
        context.writeAndFlush(
            empty ? new CloseWebSocketFrame() : new CloseWebSocketFrame(close.statusCode(), ""));
        context.close();
      }
      default -> {
        // Pongs, binary frames and what follows a close: nothing to measure.
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof Goodbye goodbye && state == State.OPEN) {
      state = State.LEAVING;
      leave(context, goodbye);
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Whatever becomes of it, the connection ends.
  private static void leave(ChannelHandlerContext context, Goodbye goodbye) {
    switch (goodbye) {
      case CLOSE -> {
        context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        context.executor().schedule(() -> context.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
      }
      case DROP -> {
        // A socket that does not linger is reset; TLS, further on in the pipeline, has no last
        // word.
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.pipeline().firstContext().close();
      }
    }
  }

  private void finish(ChannelHandlerContext context, FullHttpResponse response) {
    if (response.decoderResult().isFailure()) {
      // What Netty says of it quotes it, and it may repeat what we sent.
      fail("the answer is no HTTP");
      context.close();
      return;
    }
    if (response.status().code() != 101) {
      fail("HTTP " + response.status().code());
      context.close();
      return;
    }
    try {
      handshaker.finishHandshake(context.channel(), response);
    } catch (WebSocketHandshakeException e) {
      fail("bad handshake: " + Failures.withoutValues(e));
      context.close();
      return;
    }
    state = State.OPEN;
    decided();
    connection.opened(context.channel(), stamp.nanos(), stamp.nanos() - startNanos);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail("closed during the handshake");
    drop("closed without a closing frame");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(Failures.reason(cause));
    if ((state == State.OPEN || state == State.LEAVING) && !Failures.isOfTheNetwork(cause)) {
      connection.broken(cause);
    }
    drop(Failures.reason(cause));
    context.close();
  }

  /** It will not open, unless it is open or has failed before. */
  void fail(String reason) {
    if (state == State.SHAKING) {
      state = State.CLOSED;
      decided();
      long now = System.nanoTime();
      connection.failed(reason, now, now - startNanos);
    }
  }

  private void drop(String reason) {
    if (state == State.OPEN) {
      state = State.CLOSED;
      connection.dropped(reason);
    }
  }
}
