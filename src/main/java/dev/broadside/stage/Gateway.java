package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.channel.Channel;
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

  private final Api api;
  private final Ids ids;
  private final Events events;
  private final Integration integration;
  private final Connections connections;
  private @Nullable Admission admission;
  private String throttledMessage = "";

  Gateway(Api api, Ids ids, Events events, Integration integration, Connections connections) {
    this.api = api;
    this.ids = ids;
    this.events = events;
    this.integration = integration;
    this.connections = connections;
  }

  /**
   * Lets messages in by {@code admission}; the others get an error frame with {@code message}. What
   * AWS sends them is unknown.
   */
  void admit(Admission admission, String message) {
    this.admission = admission;
    this.throttledMessage = message;
  }

  /** Asks {@code $connect}; an API without that route lets everybody in. */
  void connect(
      Connection connection, HttpRequest request, String requestId, Consumer<Outcome> done) {
    Template.Route route = api.route(Api.CONNECT);
    if (route == null) {
      done.accept(new Outcome.Answered(NO_ROUTE));
      return;
    }
    byte[] event = events.connect(connection, requestId, request);
    integration.invoke(connection.channel().eventLoop(), route.function(), event, done);
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
    Template.Route route = api.routeOf(text);
    if (admission != null && !admission.message(route)) {
      sendError(connection, throttledMessage, requestId);
      done.run();
      return;
    }
    if (route == null) {
      sendError(connection, "Forbidden", requestId);
      done.run();
      return;
    }
    byte[] event = events.message(connection, requestId, route.routeKey(), text);
    integration.invoke(
        connection.channel().eventLoop(),
        route.function(),
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
          send(connection, response.body() == null ? "" : response.body());
        }
      }
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
    Template.Route route = api.route(Api.DISCONNECT);
    if (route != null) {
      byte[] event = events.disconnect(connection, ids.requestId(), close);
      integration.invoke(connection.channel().eventLoop(), route.function(), event, outcome -> {});
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
