package dev.broadside.stage;

import dev.broadside.template.HttpApi;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API: finds the function behind a request, calls it, and makes its answer a response. The
 * errors are an HTTP API's, which unlike those of {@code @connections} have no {@code
 * x-amzn-ErrorType}.
 */
final class HttpGateway {
  /** AWS's default and the most that it takes. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private final String domainName;
  private final Clock clock;
  private final Invoker invoker;
  private final Throttling throttling;
  private final Ids ids;
  private final FailureLog log = new FailureLog(HttpGateway.class);

  private volatile Served served;

  HttpGateway(HttpApi api, String domainName, Invoker invoker, Throttling throttling, Clock clock) {
    this.domainName = domainName;
    this.clock = clock;
    this.served = Served.of(api, domainName, clock);
    this.invoker = invoker;
    this.throttling = throttling;
    this.ids = new Ids(() -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
  }

  /** All of the API that a reload replaces, as a whole. */
  private record Served(HttpApi api, HttpRouter router, HttpEvents events, CrossOrigin origin) {
    static Served of(HttpApi api, String domainName, Clock clock) {
      return new Served(
          api,
          new HttpRouter(api.routes()),
          new HttpEvents(api, domainName, clock),
          new CrossOrigin(api.cors()));
    }
  }

  /** Serves {@code next} from the next request on. */
  void serve(HttpApi next) {
    served = Served.of(next, domainName, clock);
  }

  /** The quota is asked first, also for preflights (unknown, ours). */
  void handle(HttpExchange exchange) {
    Served now = served;
    Reply reply = new Reply(exchange, ids.requestId(), now.origin);
    if (!throttling.request()) {
      reply.error(HttpResponseStatus.TOO_MANY_REQUESTS, "Too Many Requests");
      return;
    }
    FullHttpResponse preflight = now.origin.preflight(exchange.request());
    if (preflight != null) {
      exchange.respond(preflight);
      return;
    }
    try {
      String path = Destination.path(exchange.request());
      HttpRouter.Match match = match(now, exchange.request(), path);
      if (match == null) {
        reply.error(HttpResponseStatus.NOT_FOUND, "Not Found");
      } else {
        invoke(now, reply, match, HttpRouter.decode(path));
      }
    } catch (IllegalArgumentException brokenEscape) {
      reply.error(HttpResponseStatus.BAD_REQUEST, "Bad Request");
    }
  }

  /** The stage is the first segment of every path, unless it is {@code $default}. */
  private HttpRouter.@Nullable Match match(Served now, HttpRequest request, String path) {
    String rest = path;
    if (!now.api.stageName().equals(HttpApi.DEFAULT_STAGE)) {
      String prefix = "/" + now.api.stageName();
      if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
        return null;
      }
      rest = path.length() == prefix.length() ? "/" : path.substring(prefix.length());
    }
    return now.router.find(request.method().name(), rest);
  }

  private void invoke(Served now, Reply reply, HttpRouter.Match match, String path) {
    Channel channel = reply.exchange.context().channel();
    InetSocketAddress client = (InetSocketAddress) channel.remoteAddress();
    HttpEvents.Call call =
        new HttpEvents.Call(
            reply.requestId,
            path,
            match,
            client.getAddress().getHostAddress(),
            Tls.scheme(channel));
    byte[] event = now.events.encode(call, reply.exchange.request());
    String function = match.route().function();
    invoker.invoke(
        channel.eventLoop(),
        new Invoker.Call(function, event, LIMIT),
        end -> answer(reply, function, end));
  }

  private void answer(Reply reply, String function, Invocation end) {
    switch (end) {
      case Invocation.Returned(byte[] payload) -> {
        Optional<FullHttpResponse> response = HttpAnswer.read(payload);
        if (response.isEmpty()) {
          log.warn(function + " answered what is malformed in payload format 2.0");
          reply.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "Internal Server Error");
        } else {
          reply.send(response.get());
        }
      }
      case Invocation.Threw threw ->
          reply.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "Internal Server Error");
      case Invocation.Failed failed ->
          reply.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "Internal Server Error");
      case Invocation.TimedOut timedOut ->
          reply.error(HttpResponseStatus.SERVICE_UNAVAILABLE, "Service Unavailable");
    }
  }

  /** The answer to one request, on its way. */
  private record Reply(HttpExchange exchange, String requestId, CrossOrigin crossOrigin) {
    void error(HttpResponseStatus status, String message) {
      send(HttpExchange.json(status, "{\"message\":\"" + message + "\"}"));
    }

    void send(FullHttpResponse response) {
      crossOrigin.dress(exchange.request(), response.headers());
      response.headers().set("apigw-requestid", requestId);
      exchange.respond(response);
    }
  }
}
