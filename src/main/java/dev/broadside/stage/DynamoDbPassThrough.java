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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes DynamoDB calls on to where the tables are, and counts them by function; for Scan and Query
 * also the pages, items and read units. Under a profile it refuses, delays and hides as {@link
 * TableModel} says. Headers go through as they are, signature included, which the sidecar does not
 * check; nothing of them is logged.
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
  private final Throttles throttles;
  private final @Nullable TableModel model;
  private volatile @Nullable HttpPools tables;

  /** Tables as they are. */
  DynamoDbPassThrough(Counters counters) {
    this(counters, new Throttles(), null);
  }

  DynamoDbPassThrough(Counters counters, Throttles throttles, @Nullable TableModel model) {
    this.counters = counters;
    this.throttles = throttles;
    this.model = model;
  }

  /** The tables are ready; calls before this answered 503, which SDKs try again. */
  void open(HttpPools pools) {
    this.tables = pools;
  }

  /** Which tables are refused on demand. */
  Throttles throttles() {
    return throttles;
  }

  boolean isFor(FullHttpRequest request) {
    String target = request.headers().get(TARGET);
    return request.method().equals(HttpMethod.POST) && target != null && target.startsWith(SERVICE);
  }

  void handle(HttpExchange exchange) {
    FullHttpRequest request = exchange.request();
    String caller = Caller.of(request.headers());
    counters.request(caller);
    HttpPools pools = tables;
    if (pools == null) {
      unavailable(exchange, "the tables are not ready yet");
      return;
    }
    String operation = request.headers().get(TARGET).substring(SERVICE.length());
    // Only a profile and a fault need to know what is in the body.
    TableCall call =
        model != null || throttles.any() ? TableCall.of(operation, request.content()) : null;
    DynamoDbError refusal = call == null ? null : refusal(call);
    if (refusal != null) {
      counters.cloud().throttledCall();
      exchange.respond(refusal.response());
      return;
    }
    Passing passing = new Passing(exchange, caller, operation, call);
    FullHttpRequest forwarded = passing.forwarded();
    pools.on(exchange.context().channel().eventLoop()).send(forwarded, PATIENCE, passing);
  }

  private @Nullable DynamoDbError refusal(TableCall call) {
    for (String table : call.tables()) {
      if (throttles.refuses(table)) {
        return DynamoDbError.partition(table, call.isWrite());
      }
    }
    TableCeilings.Met met = model == null ? null : model.refuses(call);
    if (met == null) {
      return null;
    }
    return switch (met) {
      case TABLE -> DynamoDbError.table();
      case PARTITION -> DynamoDbError.partition(call.tables().iterator().next(), call.isWrite());
    };
  }

  /** One call on its way there and back. */
  private final class Passing implements HttpPool.Reply {
    private final HttpExchange exchange;
    private final String caller;
    private final boolean lookup;
    private final @Nullable TableCall call;
    private final long beganNanos = System.nanoTime();
    private boolean asked;
    private boolean ours;

    Passing(HttpExchange exchange, String caller, String operation, @Nullable TableCall call) {
      this.exchange = exchange;
      this.caller = caller;
      this.lookup = TableCall.isLookup(operation);
      this.call = call;
    }

    FullHttpRequest forwarded() {
      FullHttpRequest request = exchange.request();
      ByteBuf changed = call == null || model == null ? null : model.body(call);
      ByteBuf body = asking(changed == null ? request.content().retainedDuplicate() : changed);
      FullHttpRequest forwarded =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", body);
      forwarded.headers().set(request.headers());
      removeHopByHop(forwarded.headers());
      HttpUtil.setContentLength(forwarded, body.readableBytes());
      return forwarded;
    }

    private ByteBuf asking(ByteBuf body) {
      if (!lookup && (model == null || call == null || !model.wantsUnits(call))) {
        return body;
      }
      try {
        ConsumedCapacity.Asked asking = ConsumedCapacity.asked(body);
        body.release();
        asked = true;
        ours = asking.ours();
        return asking.body();
      } catch (IOException notJson) {
        // DynamoDB itself says best what is wrong with it.
        return body;
      }
    }

    @Override
    public void answered(FullHttpResponse response) {
      removeHopByHop(response.headers());
      FullHttpResponse passed =
          response.status().equals(HttpResponseStatus.OK) ? counted(response) : response.retain();
      long wait =
          call == null || model == null
              ? 0
              : model.nanos(call, passed.content().readableBytes())
                  - (System.nanoTime() - beganNanos);
      if (wait <= 0) {
        exchange.respond(passed);
      } else {
        respondAfter(wait, passed);
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It answers the exchange.
    private void respondAfter(long nanos, FullHttpResponse response) {
      exchange
          .context()
          .channel()
          .eventLoop()
          .schedule(() -> exchange.respond(response), nanos, TimeUnit.NANOSECONDS);
    }

    /** The answer as the caller asked for it, owned by whoever gets it. */
    private FullHttpResponse counted(FullHttpResponse response) {
      FullHttpResponse passed = response.retain();
      if (asked) {
        try {
          ConsumedCapacity consumed = ConsumedCapacity.read(passed.content());
          count(consumed);
          if (ours) {
            passed = replaced(passed, consumed.cutFrom(passed.content()));
          }
        } catch (IOException e) {
          System.getLogger(DynamoDbPassThrough.class.getName())
              .log(System.Logger.Level.WARNING, "an answer of DynamoDB could not be counted", e);
        }
      }
      ByteBuf other = call == null || model == null ? null : model.answer(call, passed.content());
      return other == null ? passed : replaced(passed, other);
    }

    private void count(ConsumedCapacity consumed) {
      Double units = consumed.units();
      if (lookup) {
        counters.page(caller, consumed.count(), units);
      }
      if (model != null && call != null && units != null) {
        model.charge(call, units);
      }
    }

    private static FullHttpResponse replaced(FullHttpResponse response, ByteBuf content) {
      FullHttpResponse other = response.replace(content);
      response.release();
      if (other.headers().contains(DynamoDbError.CRC32_HEADER)) {
        DynamoDbError.setCrc32(other);
      }
      return other;
    }

    @Override
    public void failed(Exception cause) {
      unavailable(exchange, "DynamoDB did not answer: " + cause.getMessage());
    }
  }

  private static void removeHopByHop(HttpHeaders headers) {
    HOP_BY_HOP.forEach(headers::remove);
  }

  private static void unavailable(HttpExchange exchange, String reason) {
    exchange.respond(DynamoDbError.unavailable(reason).response());
  }
}
