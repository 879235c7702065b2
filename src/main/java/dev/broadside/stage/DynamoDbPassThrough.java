package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes DynamoDB calls on to where the tables are, and counts them; for Scan and Query also the
 * pages, items and read units. Headers go through as they are, signature included, which the
 * sidecar does not check; nothing of them is logged.
 */
final class DynamoDbPassThrough {
  private static final String TARGET = "X-Amz-Target";
  private static final String SERVICE = "DynamoDB_20120810.";

  /** What concerns one connection only; the JDK's client, for one, offers each server HTTP/2. */
  private static final List<String> HOP_BY_HOP =
      List.of("Connection", "Upgrade", "HTTP2-Settings", "Transfer-Encoding", "Expect");

  /** Longer than any SDK waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Counters counters;
  private volatile @Nullable HttpPools tables;

  DynamoDbPassThrough(Counters counters) {
    this.counters = counters;
  }

  /** The tables are ready; calls before this answered 503, which SDKs try again. */
  void open(HttpPools pools) {
    this.tables = pools;
  }

  boolean isFor(FullHttpRequest request) {
    String target = request.headers().get(TARGET);
    return request.method().equals(HttpMethod.POST) && target != null && target.startsWith(SERVICE);
  }

  void handle(HttpExchange exchange) {
    counters.request();
    HttpPools pools = tables;
    if (pools == null) {
      unavailable(exchange, "the tables are not ready yet");
      return;
    }
    FullHttpRequest request = exchange.request();
    boolean lookup = isLookup(request);
    FullHttpRequest forwarded = forwarded(request, body(request, lookup));
    pools
        .on(exchange.context().channel().eventLoop())
        .send(
            forwarded,
            PATIENCE,
            new HttpPool.Reply() {
              @Override
              public void answered(FullHttpResponse response) {
                if (lookup && response.status().equals(HttpResponseStatus.OK)) {
                  count(response.content());
                }
                pass(exchange, response);
              }

              @Override
              public void failed(Exception cause) {
                unavailable(exchange, "DynamoDB did not answer: " + cause.getMessage());
              }
            });
  }

  private static boolean isLookup(FullHttpRequest request) {
    String operation = request.headers().get(TARGET).substring(SERVICE.length());
    return operation.equals("Scan") || operation.equals("Query");
  }

  private static ByteBuf body(FullHttpRequest request, boolean lookup) {
    if (lookup) {
      try {
        return ConsumedCapacity.asked(request.content());
      } catch (IOException notJson) {
        // DynamoDB itself says best what is wrong with it.
        return request.content().retainedDuplicate();
      }
    }
    return request.content().retainedDuplicate();
  }

  private static FullHttpRequest forwarded(FullHttpRequest request, ByteBuf body) {
    FullHttpRequest forwarded =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", body);
    forwarded.headers().set(request.headers());
    removeHopByHop(forwarded.headers());
    HttpUtil.setContentLength(forwarded, body.readableBytes());
    return forwarded;
  }

  private void count(ByteBuf answer) {
    try (ByteBufInputStream content = new ByteBufInputStream(answer.duplicate())) {
      ConsumedCapacity consumed = ConsumedCapacity.read(content);
      counters.page(consumed.count(), consumed.readUnits());
    } catch (IOException e) {
      System.getLogger(DynamoDbPassThrough.class.getName())
          .log(System.Logger.Level.WARNING, "an answer of DynamoDB could not be counted", e);
    }
  }

  private static void pass(HttpExchange exchange, FullHttpResponse response) {
    removeHopByHop(response.headers());
    exchange.respond(response.retain());
  }

  private static void removeHopByHop(HttpHeaders headers) {
    HOP_BY_HOP.forEach(headers::remove);
  }

  private static void unavailable(HttpExchange exchange, String reason) {
    exchange.respondJson(
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        """
        {"__type":"com.amazonaws.dynamodb.v20120810#ServiceUnavailable","message":"%s"}"""
            .formatted(reason.replaceAll("[\"\\\\\\p{Cntrl}]", "'")));
  }
}
