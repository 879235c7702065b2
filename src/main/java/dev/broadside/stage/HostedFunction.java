package dev.broadside.stage;

import dev.broadside.stage.host.InvokedFunction;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A function in a host of ours, which takes as many invocations at a time as its pools have. Its
 * own timeout begins when its turn has come: on AWS nobody waits for an environment.
 */
record HostedFunction(String name, HttpPools pools, Stamps stamps) implements FunctionPlace {

  @Override
  public void invoke(
      EventLoop loop, Invoker.Call call, Duration timeout, Consumer<Invocation> done) {
    String function = call.function();
    boolean ownTimeout = timeout.compareTo(call.limit()) < 0;
    pools
        .on(loop)
        .send(
            InvokeRequest.of(
                "functions", "/2015-03-31/functions/" + name + "/invocations", call.event()),
            call.limit(),
            ownTimeout ? timeout : null,
            new HttpPool.Reply() {
              @Override
              public void answered(FullHttpResponse response) {
                stamps.invoked(call.event(), response.headers().get(InvokedFunction.STARTED));
                done.accept(ended(function, response));
              }

              @Override
              public void failed(Exception cause) {
                done.accept(
                    switch (cause) {
                      case TimeoutException callersLimit -> new Invocation.TimedOut();
                      case HttpPool.LateException late ->
                          new Invocation.Failed(
                              "%s ran longer than its timeout of %d ms"
                                  .formatted(function, timeout.toMillis()));
                      default -> new Invocation.Failed(function + ": " + cause);
                    });
              }
            });
  }

  private static Invocation ended(String function, FullHttpResponse response) {
    if (!response.status().equals(HttpResponseStatus.OK)) {
      return new Invocation.Failed(function + " could not be invoked: " + response.status());
    }
    if (response.headers().contains("X-Amz-Function-Error")) {
      return new Invocation.Threw(
          function + " threw; its host's log says what", InvokeAnswer.errorMessage(response));
    }
    return new Invocation.Returned(ByteBufUtil.getBytes(response.content()));
  }
}
