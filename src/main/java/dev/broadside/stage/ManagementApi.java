package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * {@code @connections}: posts a frame to one connection. The answer is 200 once the frame was
 * handed to the connection's channel, 410 where there is no open connection, and 429 while the
 * client takes less than it gets and its queue is full.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class ManagementApi {
  private static final String LITERAL = "/@connections/";
  private static final String ESCAPED = "/%40connections/";

  private final Connections connections;
  private final Counters counters;

  ManagementApi(Connections connections, Counters counters) {
    this.connections = connections;
    this.counters = counters;
  }

  /** The connection id in a path below the stage, or null where it is not this API's. */
  static @Nullable String connectionId(String path) {
    String prefix = path.startsWith(LITERAL) ? LITERAL : ESCAPED;
    if (!path.startsWith(prefix)) {
      return null;
    }
    String raw = path.substring(prefix.length());
    try {
      return raw.indexOf('%') < 0 ? raw : QueryStringDecoder.decodeComponent(raw);
    } catch (IllegalArgumentException brokenEscape) {
      return raw;
    }
  }

  void handle(HttpExchange exchange, String connectionId) {
    FullHttpRequest request = exchange.request();
    if (!request.method().equals(HttpMethod.POST)) {
      exchange.respondError(
          HttpResponseStatus.METHOD_NOT_ALLOWED,
          "MethodNotAllowedException",
          "{\"message\":\"Method Not Allowed\"}");
      return;
    }
    counters.attempt(request.headers().get("amz-sdk-request"));
    Connection connection = connections.find(connectionId);
    if (request.content().readableBytes() > Handshake.MAX_MESSAGE) {
      counters.failed();
      exchange.respondError(
          HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
          "PayloadTooLargeException",
          "{\"message\":\"Message too long\"}");
    } else if (connection == null || !connection.isOpen()) {
      counters.gone();
      exchange.respondError(HttpResponseStatus.GONE, "GoneException", "");
    } else if (!connection.channel().isWritable()) {
      counters.throttled();
      exchange.respondError(HttpResponseStatus.TOO_MANY_REQUESTS, "LimitExceededException", "");
    } else {
      post(connection.channel(), request.content());
      exchange.respondEmpty(HttpResponseStatus.OK);
    }
  }

  /** The frame shares the request's memory; from another loop only the hand-over costs. */
  private static void post(Channel channel, ByteBuf body) {
    channel.writeAndFlush(new TextWebSocketFrame(body.retainedDuplicate()), channel.voidPromise());
  }
}
