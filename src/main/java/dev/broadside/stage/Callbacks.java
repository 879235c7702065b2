package dev.broadside.stage;

import dev.broadside.aws.Profile.Service;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.TimeUnit;

/**
 * What stands before {@code @connections}: the account's quota, the profile's latency and the
 * faults that somebody asked for. Without any of them a call goes straight through.
 *
 * <p>The quota is asked before anything else of a call is looked at (unknown, ours). A delayed post
 * finds out at its end whether its connection is still there: one that closed meanwhile is 410. Two
 * delayed posts to one connection may arrive in either order; AWS promises none.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What is delayed answers its exchange.
final class Callbacks implements ConnectionsApi {
  private final ConnectionsApi next;
  private final Throttling throttling;
  private final Cloud cloud;
  private final boolean delays;
  private final PostFaults faults;
  private final Counters counters;

  Callbacks(
      ConnectionsApi next,
      Throttling throttling,
      Cloud cloud,
      PostFaults faults,
      Counters counters) {
    this.next = next;
    this.throttling = throttling;
    this.cloud = cloud;
    this.delays = cloud.delays(Service.POST);
    this.faults = faults;
    this.counters = counters;
  }

  @Override
  public void handle(HttpExchange exchange, String connectionId) {
    boolean post = exchange.request().method().equals(HttpMethod.POST);
    if (!throttling.callback()) {
      refuse(exchange, post, 429);
      return;
    }
    int failure = post ? faults.failure() : 0;
    if (failure != 0) {
      refuse(exchange, post, failure);
      return;
    }
    long nanos = (delays ? cloud.delayNanos(Service.POST) : 0) + (post ? faults.delayNanos() : 0);
    if (nanos == 0) {
      next.handle(exchange, connectionId);
    } else {
      later(nanos, exchange, connectionId);
    }
  }

  private void later(long nanos, HttpExchange exchange, String connectionId) {
    FullHttpRequest request = exchange.request().retain();
    exchange
        .context()
        .channel()
        .eventLoop()
        .schedule(
            () -> {
              try {
                next.handle(exchange, connectionId);
              } finally {
                request.release();
              }
            },
            nanos,
            TimeUnit.NANOSECONDS);
  }

  /** As AWS answers these, header and empty body included; the one of 500 is not captured. */
  private void refuse(HttpExchange exchange, boolean post, int status) {
    if (post) {
      counters.post(exchange.request());
      count(status);
    }
    String type =
        switch (status) {
          case 410 -> "GoneException";
          case 429 -> "LimitExceededException";
          default -> "InternalServerErrorException";
        };
    String body = status == 500 ? "{\"message\":\"Internal server error\"}" : "";
    exchange.respondError(HttpResponseStatus.valueOf(status), type, body);
  }

  private void count(int status) {
    switch (status) {
      case 410 -> counters.gone();
      case 429 -> counters.throttled();
      default -> counters.failed();
    }
  }
}
