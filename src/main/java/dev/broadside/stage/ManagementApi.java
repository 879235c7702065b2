package dev.broadside.stage;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code @connections}: posts a frame to one connection, tells about it, or ends it. A post is
 * answered 200 once the frame was handed to the connection's channel, 410 where there is no open
 * connection, and 429 while the client takes less than it gets and its queue is full.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 *     of connections commands</a>
 */
final class ManagementApi implements ConnectionsApi {
  private static final String LITERAL = "/@connections/";
  private static final String ESCAPED = "/%40connections/";
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Connections connections;
  private final Gateway gateway;
  private final Access access;
  private final Counters counters;
  private final Posts posts;

  ManagementApi(
      Connections connections, Gateway gateway, Access access, Counters counters, Posts posts) {
    this.connections = connections;
    this.gateway = gateway;
    this.access = access;
    this.counters = counters;
    this.posts = posts;
  }

  /** The connection id in a path below the stage, or null where it is not this API's. */
  static @Nullable String connectionId(String path) {
    String prefix = path.startsWith(LITERAL) ? LITERAL : ESCAPED;
    if (!path.startsWith(prefix)) {
      return null;
    }
    String raw = path.substring(prefix.length());
    if (raw.isEmpty() || raw.indexOf('/') >= 0) {
      return null;
    }
    try {
      // In a path, unlike in a query, a plus is a plus.
      return raw.indexOf('%') < 0
          ? raw
          : QueryStringDecoder.decodeComponent(raw.replace("+", "%2B"));
    } catch (IllegalArgumentException brokenEscape) {
      return raw;
    }
  }

  /** Other methods have no IAM action that could allow them, so they are forbidden. */
  @Override
  public void handle(HttpExchange exchange, String connectionId) {
    switch (exchange.request().method().name()) {
      case "POST" -> post(exchange, connectionId);
      case "GET" -> get(exchange, connectionId);
      case "DELETE" -> delete(exchange, connectionId);
      default -> exchange.respondForbidden();
    }
  }

  private void post(HttpExchange exchange, String connectionId) {
    FullHttpRequest request = exchange.request();
    counters.post(request);
    if (!access.admits(request)) {
      counters.failed();
      exchange.respondForbidden();
      return;
    }
    switch (posts.post(connectionId, request.content())) {
      case POSTED -> exchange.respondEmpty(HttpResponseStatus.OK);
      case GONE -> respondGone(exchange);
      case THROTTLED ->
          exchange.respondError(HttpResponseStatus.TOO_MANY_REQUESTS, "LimitExceededException", "");
      case TOO_LARGE ->
          exchange.respondError(
              HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
              "PayloadTooLargeException",
              "{\"message\":\"Message too long\"}");
      case INVALID_ID -> respondInvalidId(exchange, connectionId);
    }
  }

  private void get(HttpExchange exchange, String connectionId) {
    Connection connection = reachable(exchange, connectionId);
    if (connection != null) {
      exchange.respondJson(HttpResponseStatus.OK, describe(connection));
    }
  }

  private static String describe(Connection connection) {
    String userAgent = connection.client().userAgent();
    return """
        {"connectedAt":"%s","lastActiveAt":"%s","identity":{"sourceIp":"%s","userAgent":%s}}"""
        .formatted(
            MILLIS.format(Instant.ofEpochMilli(connection.connectedAtMillis())),
            MILLIS.format(Instant.ofEpochMilli(connection.lastActiveAtMillis())),
            connection.client().sourceIp(),
            userAgent == null ? "null" : '"' + escape(userAgent) + '"');
  }

  private void delete(HttpExchange exchange, String connectionId) {
    Connection connection = reachable(exchange, connectionId);
    if (connection != null) {
      gateway.delete(connection);
      exchange.respondEmpty(HttpResponseStatus.NO_CONTENT);
    }
  }

  /** The connection, or null after the refusal was sent. */
  private @Nullable Connection reachable(HttpExchange exchange, String connectionId) {
    if (isRefused(exchange, connectionId)) {
      return null;
    }
    Connection connection = connections.find(connectionId);
    if (connection == null || !connection.isOpen()) {
      respondGone(exchange);
      return null;
    }
    return connection;
  }

  /** Sends 403 or 400 where the caller or the id deserves it. */
  private boolean isRefused(HttpExchange exchange, String connectionId) {
    if (!access.admits(exchange.request())) {
      exchange.respondForbidden();
      return true;
    }
    if (!Ids.isWellFormed(connectionId)) {
      respondInvalidId(exchange, connectionId);
      return true;
    }
    return false;
  }

  private static void respondInvalidId(HttpExchange exchange, String connectionId) {
    exchange.respondError(
        HttpResponseStatus.BAD_REQUEST,
        "BadRequestException",
        "{\"message\":\"Invalid connectionId: " + escape(connectionId) + "\"}");
  }

  /** The body is empty on AWS too; SDKs go by the header. */
  private static void respondGone(HttpExchange exchange) {
    exchange.respondError(HttpResponseStatus.GONE, "GoneException", "");
  }

  private static String escape(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
