package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a connection, between its socket and the functions: each method is one thing that
 * clients do, called on the connection's event loop.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class Gateway {
  private static final ProxyResponse NO_ROUTE = new ProxyResponse(200, null, null);

  private volatile Routing routing;
  private final Ids ids;
  private final Connections connections;
  private @Nullable Throttling throttling;
  private String throttledMessage = "";

  Gateway(Routing routing, Ids ids, Connections connections) {
    this.routing = routing;
    this.ids = ids;
    this.connections = connections;
  }

  /**
   * Lets messages in by {@code throttling}; the others get an error frame with {@code message}.
   * What AWS sends them is unknown.
   */
  void throttle(Throttling throttling, String message) {
    this.throttling = throttling;
    this.throttledMessage = message;
  }

  /** Has another routing for what comes from now on; what is under way ends as it began. */
  void serve(Routing next) {
    Routing before = routing;
    routing = next;
    before.integration().retire();
  }

  /** Asks the authorizer, then {@code $connect}; an API without that route lets everybody in. */
  void connect(
      Connection connection, FullHttpRequest request, String requestId, Consumer<Outcome> done) {
    Routing now = routing;
    now.authorizer()
        .authorize(
            connection,
            request,
            requestId,
            decision -> {
              switch (decision) {
                case Authorizer.Admitted(var admission) -> {
                  connection.admit(admission);
                  invokeConnect(now, connection, request, requestId, done);
                }
                case Authorizer.Refused(int status, String message) ->
                    done.accept(new Outcome.Rejected(status, message));
              }
            });
  }

  private static void invokeConnect(
      Routing now,
      Connection connection,
      HttpRequest request,
      String requestId,
      Consumer<Outcome> done) {
    Template.Route route = now.api().route(Api.CONNECT);
    if (route == null) {
      done.accept(new Outcome.Answered(NO_ROUTE));
      return;
    }
    byte[] event = now.events().connect(connection, requestId, request);
    now.integration().invoke(connection.channel().eventLoop(), route, event, done);
  }

  /** The handshake succeeded: from here on posts reach the connection. */
  void opened(Connection connection) {
    connection.touch();
    connections.add(connection);
  }

  /** A message came; {@code done} is called when the function behind its route answered. */
  void message(Connection connection, String text, Runnable done) {
    connection.touch();
    String requestId = ids.requestId();
    Routing now = routing;
    Template.Route route = now.api().routeOf(text);
    if (throttling != null && !throttling.message(route)) {
      sendError(connection, throttledMessage, requestId);
      done.run();
      return;
    }
    if (route == null) {
      sendError(connection, "Forbidden", requestId);
      done.run();
      return;
    }
    byte[] event = now.events().message(connection, requestId, route.routeKey(), text);
    now.integration()
        .invoke(
            connection.channel().eventLoop(),
            route,
            event,
            outcome -> {
              answer(connection, route, requestId, outcome);
              done.run();
            });
  }

  /** One-way routes answer nothing, whatever the status, unless the function itself failed. */
  private void answer(
      Connection connection, Template.Route route, String requestId, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered(ProxyResponse response) -> {
        if (route.routeResponse()) {
          String body = response.body() == null ? "" : response.body();
          if (ByteBufUtil.utf8Bytes(body) <= Handshake.MAX_MESSAGE) {
            send(connection, body);
          } else {
            // No message is larger; what AWS says instead is unknown, this is ours.
            sendError(connection, "Internal server error", requestId);
          }
        }
      }
      case Outcome.Rejected(int status, String message) ->
          sendError(connection, message, requestId);
      case Outcome.Failed failed -> sendError(connection, "Internal server error", requestId);
      // AWS's text for this on WebSocket is not known; this is the one of its REST APIs.
      case Outcome.TimedOut timedOut ->
          sendError(connection, "Endpoint request timed out", requestId);
    }
  }

  /** The client sent a close frame. */
  void closedByClient(Connection connection, Close close, CloseWebSocketFrame echo) {
    connection.closing(close);
    connections.remove(connection);
    Farewell.answer(connection.channel(), echo);
  }

  /** The stage ends the connection, unless that ends already; the client is told {@code reason}. */
  void end(Connection connection, Close close, String reason) {
    if (connection.isOpen()) {
      connection.closing(close);
      connections.remove(connection);
      Farewell.say(connection.channel(), new CloseWebSocketFrame(true, 0, close.code(), reason));
    }
  }

  /** {@code DELETE @connections}, from any event loop: no post gets through from here on. */
  void delete(Connection connection) {
    connections.remove(connection);
    connection
        .channel()
        .eventLoop()
        .execute(() -> end(connection, Close.DELETED, Close.DELETED.reason()));
  }

  /** The socket is gone, for whatever reason. */
  void gone(Connection connection) {
    connections.remove(connection);
    if (connection.gone() instanceof ConnectionState.Closed(Close close)) {
      disconnected(connection, close);
    }
  }

  /** Tells {@code $disconnect}; its answer interests nobody. */
  void disconnected(Connection connection, Close close) {
    Routing now = routing;
    Template.Route route = now.api().route(Api.DISCONNECT);
    if (route != null) {
      byte[] event = now.events().disconnect(connection, ids.requestId(), close);
      now.integration().invoke(connection.channel().eventLoop(), route, event, outcome -> {});
    }
  }

  private static void sendError(Connection connection, String message, String requestId) {
    send(connection, errorJson(message, connection.id(), requestId));
  }

  static String errorJson(String message, String connectionId, String requestId) {
    return "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}"
        .formatted(message, connectionId, requestId);
  }

  private static void send(Connection connection, String text) {
    if (connection.isOpen()) {
      connection.touch();
      Channel channel = connection.channel();
      channel.writeAndFlush(new TextWebSocketFrame(text), channel.voidPromise());
    }
  }
}
