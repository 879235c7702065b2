package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The functions, called by Lambda's Invoke API wherever they run. A function has a place once its
 * host is ready; before, an invocation fails.
 *
 * <p>AWS ends an integration after 29 s and a function after its own timeout: whichever is shorter
 * decides, and decides how the outcome is called.
 */
final class Functions implements Integration, AutoCloseable {
  /** More of the same says nothing new, and a load test makes many. */
  private static final int FAILURES_IN_LOG = 100;

  static final Duration INTEGRATION_LIMIT = Duration.ofSeconds(29);

  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Duration limit;
  private volatile boolean closed;

  Functions(Duration limit) {
    this.limit = limit;
  }

  private record Place(HttpPools pools, String path, Duration timeout) {}

  /** Says where {@code function} answers from now on. */
  void place(Template.Function function, HttpPools pools) {
    String path = "/2015-03-31/functions/" + function.name() + "/invocations";
    places.put(function.logicalId(), new Place(pools, path, function.timeout()));
  }

  @Override
  public void invoke(EventLoop loop, String function, byte[] event, Consumer<Outcome> done) {
    Place place = places.get(function);
    if (place == null) {
      done.accept(logged(function + " is not there yet"));
      return;
    }
    boolean ownLimit = place.timeout.compareTo(limit) < 0;
    place
        .pools
        .on(loop)
        .send(
            request(place.path, event),
            ownLimit ? place.timeout : limit,
            new HttpPool.Reply() {
              @Override
              public void answered(FullHttpResponse response) {
                done.accept(outcome(function, response));
              }

              @Override
              public void failed(Exception cause) {
                boolean integrationLimit = cause instanceof TimeoutException && !ownLimit;
                done.accept(
                    integrationLimit ? new Outcome.TimedOut() : logged(function + ": " + cause));
              }
            });
  }

  /** The hosts end next: what is invoked from now on, such as each {@code $disconnect}, fails. */
  @Override
  public void close() {
    closed = true;
    places.clear();
  }

  private static FullHttpRequest request(String path, byte[] event) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(event));
    request.headers().set(HttpHeaderNames.HOST, "functions");
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    HttpUtil.setContentLength(request, event.length);
    return request;
  }

  private Outcome outcome(String function, FullHttpResponse response) {
    if (!response.status().equals(HttpResponseStatus.OK)) {
      return logged(function + " could not be invoked: " + response.status());
    }
    if (response.headers().contains("X-Amz-Function-Error")) {
      return logged(function + " threw; its host's log says what");
    }
    return ProxyResponse.read(new ByteBufInputStream(response.content()))
        .<Outcome>map(Outcome.Answered::new)
        .orElseGet(() -> logged(function + " answered a malformed proxy response"));
  }

  /** The client learns no reason, so the log must. */
  private Outcome logged(String reason) {
    if (!closed && failures.incrementAndGet() <= FAILURES_IN_LOG) {
      System.getLogger(Functions.class.getName()).log(System.Logger.Level.WARNING, reason);
    }
    return new Outcome.Failed(reason);
  }
}
