package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * HTTP calls of integrations, through pools that are made when a loop first needs them. Targets are
 * unresolved addresses: names are looked up when a connection opens, not for each message.
 */
final class OutboundHttp {
  private static final HttpPool.Bounds BOUNDS = new HttpPool.Bounds(64, 20_000);

  private final Transport transport = Transport.best();
  private final Map<Line, HttpPool> pools = new ConcurrentHashMap<>();

  private volatile boolean retired;

  private record Line(EventLoop loop, InetSocketAddress target) {}

  /** A request with a body of JSON, until its headers are told otherwise. */
  static FullHttpRequest request(String method, String path, String host, String body) {
    ByteBuf content = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path, content);
    request.headers().set("Host", host).set("Content-Type", "application/json");
    HttpUtil.setContentLength(request, content.readableBytes());
    return request;
  }

  void send(
      EventLoop loop, InetSocketAddress target, FullHttpRequest request, Consumer<Outcome> done) {
    HttpPool pool =
        pools.computeIfAbsent(
            new Line(loop, target), line -> new HttpPool(loop, transport, target, BOUNDS));
    if (retired) {
      // Made after the others were told.
      pool.retire();
    }
    pool.send(
        request,
        ProxyIntegration.LIMIT,
        new HttpPool.Reply() {
          @Override
          public void answered(FullHttpResponse response) {
            String body = response.content().toString(StandardCharsets.UTF_8);
            done.accept(
                new Outcome.Answered(new ProxyResponse(response.status().code(), null, body)));
          }

          @Override
          public void failed(Exception cause) {
            done.accept(
                cause instanceof TimeoutException
                    ? new Outcome.TimedOut()
                    : new Outcome.Failed(target + ": " + cause.getMessage()));
          }
        });
  }

  /** Keeps no connections from now on; what is under way, or comes nevertheless, is answered. */
  void retire() {
    retired = true;
    pools.forEach((line, pool) -> line.loop.execute(pool::retire));
  }
}
