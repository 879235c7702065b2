package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Passes calls on to where an AWS service is. Headers go through as they are, signature included,
 * which no sidecar checks; nothing of them is logged.
 */
final class PassThrough {
  /** What concerns one connection only; the JDK's client, for one, offers each server HTTP/2. */
  private static final List<String> HOP_BY_HOP =
      List.of("Connection", "Upgrade", "HTTP2-Settings", "Transfer-Encoding", "Expect");

  /** Longer than any SDK waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String title;
  private final String unavailableType;
  private volatile @Nullable HttpPools pools;

  /**
   * @param title what messages call the service
   * @param unavailableType its error that SDKs try again after
   */
  PassThrough(String title, String unavailableType) {
    this.title = title;
    this.unavailableType = unavailableType;
  }

  /** The service is ready; calls before this answered 503, which SDKs try again. */
  void open(HttpPools pools) {
    this.pools = pools;
  }

  /**
   * Sends a request on and its answer back.
   *
   * @param body of the request that is sent, which this releases
   * @param seen looks at the answer and gives the one that goes back: the same, or one of its own
   */
  void pass(HttpExchange exchange, ByteBuf body, UnaryOperator<FullHttpResponse> seen) {
    pass(exchange, body, seen, answer -> 0);
  }

  /**
   * As {@link #pass(HttpExchange, ByteBuf, UnaryOperator)}, and holds the answer back.
   *
   * @param waitNanos for how long, if it is more than nothing
   */
  void pass(
      HttpExchange exchange,
      ByteBuf body,
      UnaryOperator<FullHttpResponse> seen,
      ToLongFunction<FullHttpResponse> waitNanos) {
    HttpPools open = pools;
    if (open == null) {
      body.release();
      unavailable(exchange, title + " is not ready yet, or the template asks for none");
      return;
    }
    open.on(exchange.context().channel().eventLoop())
        .send(
            forwarded(exchange.request(), body),
            PATIENCE,
            new HttpPool.Reply() {
              @Override
              public void answered(FullHttpResponse response) {
                removeHopByHop(response.headers());
                FullHttpResponse answer = seen.apply(response);
                // This one is released after the call; another belongs to us already.
                FullHttpResponse owned = answer == response ? response.retain() : answer;
                respond(exchange, owned, waitNanos.applyAsLong(owned));
              }

              @Override
              public void failed(Exception cause) {
                unavailable(exchange, title + " did not answer: " + cause.getMessage());
              }
            });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It answers the exchange.
  private static void respond(HttpExchange exchange, FullHttpResponse answer, long nanos) {
    if (nanos <= 0) {
      exchange.respond(answer);
    } else {
      exchange
          .context()
          .channel()
          .eventLoop()
          .schedule(() -> exchange.respond(answer), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static FullHttpRequest forwarded(FullHttpRequest request, ByteBuf body) {
    FullHttpRequest forwarded =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, request.uri(), body);
    forwarded.headers().set(request.headers());
    removeHopByHop(forwarded.headers());
    HttpUtil.setContentLength(forwarded, body.readableBytes());
    return forwarded;
  }

  private static void removeHopByHop(HttpHeaders headers) {
    HOP_BY_HOP.forEach(headers::remove);
  }

  private void unavailable(HttpExchange exchange, String reason) {
    exchange.respondJson(
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        """
        {"__type":"%s","message":"%s"}"""
            .formatted(unavailableType, reason.replaceAll("[\"\\\\\\p{Cntrl}]", "'")));
  }
}
