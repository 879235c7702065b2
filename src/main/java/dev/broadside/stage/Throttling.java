package dev.broadside.stage;

import dev.broadside.aws.Profile.Quotas;
import dev.broadside.aws.Quota;
import dev.broadside.aws.TokenBucket;
import dev.broadside.template.Template;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What API Gateway lets in: handshakes by their own quota, and handshakes, messages, calls of
 * {@code @connections} and requests of the HTTP API by the one that an account shares; a route also
 * by what the template says. Where there is no quota, no bucket is asked.
 *
 * <p>A route without settings of its own gets a bucket of the stage's default ones (that routes do
 * not share it is unknown, ours). A handshake that one bucket refuses may have taken from another.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html">Protecting
 *     WebSocket APIs</a>
 */
final class Throttling {
  private final @Nullable TokenBucket connects;
  private final @Nullable TokenBucket requests;
  private final @Nullable Integer outboundBytes;
  private final LongSupplier nanoTime;
  private final CloudCounters counters;
  private volatile Map<String, TokenBucket> routes = Map.of();

  Throttling(Quotas quotas, Api api, LongSupplier nanoTime, CloudCounters counters) {
    this.connects = bucket(quotas.connects(), nanoTime);
    this.requests = bucket(quotas.requests(), nanoTime);
    this.outboundBytes = quotas.outboundBytes();
    this.nanoTime = nanoTime;
    this.counters = counters;
    serve(api);
  }

  /** Throttles the routes of {@code api} from now on, with full buckets. */
  void serve(Api api) {
    Map<String, TokenBucket> buckets = new HashMap<>();
    for (String key : api.routes().keySet()) {
      Template.Throttle throttle = api.throttles().of(key);
      if (throttle != null) {
        Quota quota = new Quota(throttle.perSecond(), throttle.burst());
        buckets.put(key, new TokenBucket(quota, nanoTime));
      }
    }
    routes = Map.copyOf(buckets);
  }

  private static @Nullable TokenBucket bucket(@Nullable Quota quota, LongSupplier nanoTime) {
    return quota == null ? null : new TokenBucket(quota, nanoTime);
  }

  private static boolean takes(@Nullable TokenBucket bucket) {
    return bucket == null || bucket.tryTake();
  }

  /** A handshake. */
  boolean connect() {
    boolean in = takes(connects) && takes(requests) && takes(routes.get(Api.CONNECT));
    if (!in) {
      counters.throttledConnect();
    }
    return in;
  }

  /** Gives a client the queue that the profile says, where it says one. */
  void boundQueue(Channel channel) {
    if (outboundBytes != null) {
      channel
          .config()
          .setWriteBufferWaterMark(new WriteBufferWaterMark(outboundBytes / 2, outboundBytes));
    }
  }

  /** A message for {@code route}, or for none. */
  boolean message(Template.@Nullable Route route) {
    boolean in = takes(requests) && (route == null || takes(routes.get(route.routeKey())));
    if (!in) {
      counters.throttledMessage();
    }
    return in;
  }

  /** A request of the HTTP API. */
  boolean request() {
    boolean in = takes(requests);
    if (!in) {
      counters.throttledRequest();
    }
    return in;
  }

  /** A call of {@code @connections}. */
  boolean callback() {
    return takes(requests);
  }
}
