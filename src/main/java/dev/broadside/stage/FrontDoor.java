package dev.broadside.stage;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Where every HTTP request of one connection enters: decides whose it is, and sees to it that
 * answers leave in the order of their requests, also when a client does not wait for them.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
final class FrontDoor extends ChannelInboundHandlerAdapter {
  private final Behind behind;
  private final Queue<FullHttpRequest> waiting = new ArrayDeque<>(0);
  private boolean busy;
  private boolean serving;
  private boolean reading;

  FrontDoor(Behind behind) {
    this.behind = behind;
  }

  /** What lies behind the door. */
  record Behind(
      String stage,
      Handshake handshake,
      ConnectionsApi management,
      Services services,
      Throttling throttling,
      FaultsApi faults,
      CountersApi counters,
      Intakes intakes,
      @Nullable HttpGateway http) {
    /** With an HTTP API beside the WebSocket API. */
    Behind with(HttpGateway api) {
      return new Behind(
          stage, handshake, management, services, throttling, faults, counters, intakes, api);
    }

    Destination destination(HttpRequest request) {
      return Destination.of(request, stage, http != null);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reading = true;
    waiting.add((FullHttpRequest) message);
    serveWaiting(ctx);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    ctx.flush();
  }

  private void serveWaiting(ChannelHandlerContext ctx) {
    if (serving) {
      return;
    }
    serving = true;
    while (!busy && !waiting.isEmpty()) {
      FullHttpRequest request = waiting.remove();
      try {
        busy = true;
        route(new HttpExchange(this, ctx, request));
      } finally {
        request.release();
      }
    }
    serving = false;
    if (!ctx.isRemoved()) {
      ctx.channel().config().setAutoRead(!busy);
    }
  }

  private void route(HttpExchange exchange) {
    FullHttpRequest request = exchange.request();
    if (request.decoderResult().isFailure()) {
      exchange.respondError(
          status(request.decoderResult().cause()),
          "BadRequestException",
          "{\"message\":\"Bad Request\"}");
      return;
    }
    String path = path(request.uri());
    if (behind.services.handle(exchange, path)) {
      return;
    }
    if (path.equals(FaultsApi.PATH)) {
      behind.faults.handle(exchange);
    } else if (path.equals(CountersApi.PATH)) {
      behind.counters.handle(exchange);
    } else if (behind.http != null && behind.destination(request) == Destination.HTTP_API) {
      behind.http.handle(exchange);
    } else if (!path.startsWith(behind.stage, 1)) {
      exchange.respondForbidden();
    } else {
      routeInStage(exchange, path.substring(1 + behind.stage.length()));
    }
  }

  private void routeInStage(HttpExchange exchange, String rest) {
    String connectionId = ManagementApi.connectionId(rest);
    if (connectionId != null) {
      behind.management.handle(exchange, connectionId);
    } else if (!rest.isEmpty() && !rest.equals("/")) {
      exchange.respondForbidden();
    } else if (isUpgrade(exchange.request())) {
      upgrade(exchange);
    } else {
      exchange.respondJson(
          HttpResponseStatus.UPGRADE_REQUIRED, "{\"message\":\"Upgrade Required\"}");
    }
  }

  /** The type and the text of a refusal are those of REST APIs (unknown on WebSocket). */
  private void upgrade(HttpExchange exchange) {
    if (behind.throttling.connect()) {
      behind.throttling.boundQueue(exchange.context().channel());
      behind.handshake.begin(exchange);
    } else {
      exchange.respondError(
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "TooManyRequestsException",
          "{\"message\":\"Too Many Requests\"}");
    }
  }

  private static HttpResponseStatus status(Throwable broken) {
    return switch (broken) {
      case TooLongHttpLineException line -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
      case TooLongHttpHeaderException header -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
      default -> HttpResponseStatus.BAD_REQUEST;
    };
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static boolean isUpgrade(FullHttpRequest request) {
    return request.method().equals(HttpMethod.GET)
        && request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  /** Sends the answer to the request under way and turns to the next. */
  void answered(ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
    if (!keepAlive) {
      Farewell.say(ctx.channel(), response);
      return;
    }
    busy = false;
    if (reading) {
      ctx.write(response, ctx.voidPromise());
    } else {
      ctx.writeAndFlush(response, ctx.voidPromise());
      serveWaiting(ctx);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    waiting.forEach(FullHttpRequest::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
