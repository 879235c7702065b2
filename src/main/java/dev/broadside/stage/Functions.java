package dev.broadside.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The functions, called by Lambda's Invoke API wherever they run. A function has a place once its
 * host is ready; before, an invocation fails.
 *
 * <p>A caller waits so long, and a function runs so long: whichever is shorter decides, and decides
 * how the end is called.
 */
final class Functions implements Invoker, AutoCloseable {
  private static final ObjectReader ERROR = new ObjectMapper().reader();

  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final FailureLog log = new FailureLog(Functions.class);
  private volatile boolean closed;

  private record Place(HttpPools pools, String path, Duration timeout) {}

  /** Says where {@code function} answers from now on. */
  void place(Template.Function function, HttpPools pools) {
    String path = "/2015-03-31/functions/" + function.name() + "/invocations";
    places.put(function.logicalId(), new Place(pools, path, function.timeout()));
  }

  @Override
  public void invoke(EventLoop loop, Call call, Consumer<Invocation> done) {
    String function = call.function();
    Place place = places.get(function);
    if (place == null) {
      done.accept(logged(function + " is not there yet"));
      return;
    }
    boolean ownTimeout = place.timeout.compareTo(call.limit()) < 0;
    place
        .pools
        .on(loop)
        .send(
            request(place.path, call.event()),
            ownTimeout ? place.timeout : call.limit(),
            new HttpPool.Reply() {
              @Override
              public void answered(FullHttpResponse response) {
                done.accept(ended(function, response));
              }

              @Override
              public void failed(Exception cause) {
                boolean callersLimit = cause instanceof TimeoutException && !ownTimeout;
                done.accept(
                    callersLimit ? new Invocation.TimedOut() : logged(function + ": " + cause));
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

  private Invocation ended(String function, FullHttpResponse response) {
    if (!response.status().equals(HttpResponseStatus.OK)) {
      return logged(function + " could not be invoked: " + response.status());
    }
    if (response.headers().contains("X-Amz-Function-Error")) {
      String reason = function + " threw; its host's log says what";
      logged(reason);
      return new Invocation.Threw(reason, errorMessage(response.content()));
    }
    return new Invocation.Returned(ByteBufUtil.getBytes(response.content()));
  }

  /** Lambda's form of an error; what is none says nothing. */
  private static String errorMessage(ByteBuf error) {
    try {
      return ERROR.readTree(ByteBufUtil.getBytes(error)).path("errorMessage").asText("");
    } catch (IOException notJson) {
      return "";
    }
  }

  private Invocation logged(String reason) {
    if (!closed) {
      log.warn(reason);
    }
    return new Invocation.Failed(reason);
  }
}
