package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections. The upgrade waits for {@code $connect}: 2xx becomes 101, any other status is
 * the HTTP status of the answer, a function that fails is 502, one that is late is 504.
 *
 * <p>Netty's own handshaker is not used: it switches the pipeline when the 101 has been written,
 * and a frame that another event loop posts in between would be encoded as HTTP.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class Handshake {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  static final int MAX_MESSAGE = 128 << 10;

  private final Gateway gateway;
  private final Ids ids;
  private final StageClock clock;
  private final Lifetime lifetime;

  Handshake(Gateway gateway, Ids ids, StageClock clock, Lifetime lifetime) {
    this.gateway = gateway;
    this.ids = ids;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  void begin(HttpExchange exchange) {
    FullHttpRequest request = exchange.request();
    String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    if (key == null
        || !"13".equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        || !isDecodable(request.uri())) {
      exchange.respondError(
          HttpResponseStatus.BAD_REQUEST, "BadRequestException", "{\"message\":\"Bad Request\"}");
      return;
    }
    Connection connection = connection(exchange);
    ChannelFutureListener end = closed -> gateway.gone(connection);
    connection.channel().closeFuture().addListener(end);
    String requestId = ids.requestId();
    gateway.connect(
        connection,
        request,
        requestId,
        outcome -> {
          answer(exchange, connection, key, requestId, outcome);
          if (connection.state() instanceof ConnectionState.Refused) {
            // Its socket may live on, and try again and again.
            connection.channel().closeFuture().removeListener(end);
          }
        });
  }

  private void answer(
      HttpExchange exchange, Connection connection, String key, String requestId, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered(ProxyResponse response) when response.isSuccess() ->
          accept(connection, key, response.subprotocol());
      case Outcome.Answered(ProxyResponse response) ->
          refuse(exchange, connection, response.status(), "");
      case Outcome.Rejected(int status, String message) ->
          refuse(exchange, connection, status, error(connection, requestId, message));
      case Outcome.Failed failed ->
          refuse(exchange, connection, 502, error(connection, requestId, "Internal server error"));
      case Outcome.TimedOut timedOut ->
          refuse(
              exchange,
              connection,
              504,
              error(connection, requestId, "Endpoint request timed out"));
    }
  }

  static boolean isDecodable(String uri) {
    try {
      new QueryStringDecoder(uri).parameters();
      return true;
    } catch (IllegalArgumentException brokenEscape) {
      return false;
    }
  }

  private Connection connection(HttpExchange exchange) {
    Channel channel = exchange.context().channel();
    InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    String userAgent = exchange.request().headers().get(HttpHeaderNames.USER_AGENT);
    return new Connection(
        ids.connectionId(), clock, new Connection.Client(address, userAgent), channel);
  }

  private static String error(Connection connection, String requestId, String message) {
    return Gateway.errorJson(message, connection.id(), requestId);
  }

  private static void refuse(
      HttpExchange exchange, Connection connection, int status, String body) {
    connection.refused();
    if (body.isEmpty()) {
      exchange.respondEmpty(HttpResponseStatus.valueOf(status));
    } else {
      exchange.respondJson(HttpResponseStatus.valueOf(status), body);
    }
  }

  private void accept(Connection connection, String key, @Nullable String subprotocol) {
    switch (connection.accepted()) {
      case ConnectionState.Closed(Close close) -> gateway.disconnected(connection, close);
      case ConnectionState state -> upgrade(connection, switching(key, subprotocol));
    }
  }

  /** Writes the 101 and changes the pipeline in one go, before any frame can be posted. */
  private void upgrade(Connection connection, FullHttpResponse switching) {
    Channel channel = connection.channel();
    ChannelPipeline pipeline = channel.pipeline();
    channel.write(switching, channel.voidPromise());
    pipeline.remove(HttpObjectAggregator.class);
    pipeline.remove(Intake.class);
    pipeline.remove(FrontDoor.class);
    Wire wire = new Wire(gateway, connection, lifetime.pingsCount());
    pipeline.addLast(wire);
    connection.upgraded(pipeline.context(wire));
    // Last: what the client sent too early goes to the wire.
    pipeline.remove(HttpServerCodec.class);
    gateway.opened(connection);
    channel.flush();
    channel.config().setAutoRead(true);
  }

  private static FullHttpResponse switching(String key, @Nullable String subprotocol) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
    response
        .headers()
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key));
    if (subprotocol != null) {
      response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
    }
    return response;
  }

  /** RFC 6455, section 4.2.2: proof that the server read the key. */
  static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
