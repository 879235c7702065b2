package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/** A function behind a route, whose answer must be a proxy response. */
final class ProxyIntegration implements Integration {
  /** AWS waits no longer for any integration, and it cannot be raised for WebSocket APIs. */
  static final Duration LIMIT = Duration.ofSeconds(29);

  private final Invoker invoker;
  private final FailureLog log;

  ProxyIntegration(Invoker invoker) {
    this.invoker = invoker;
    this.log = new FailureLog(ProxyIntegration.class);
  }

  @Override
  public void invoke(EventLoop loop, Template.Route route, byte[] event, Consumer<Outcome> done) {
    String function = route.function();
    invoker.invoke(
        loop,
        new Invoker.Call(function, event, LIMIT),
        invocation -> done.accept(outcome(function, invocation)));
  }

  private Outcome outcome(String function, Invocation invocation) {
    return switch (invocation) {
      case Invocation.Returned(byte[] payload) ->
          ProxyResponse.read(payload)
              .<Outcome>map(Outcome.Answered::new)
              .orElseGet(() -> malformed(function));
      case Invocation.Threw(String reason, String message) -> new Outcome.Failed(reason);
      case Invocation.Failed(String reason) -> new Outcome.Failed(reason);
      case Invocation.TimedOut timedOut -> new Outcome.TimedOut();
    };
  }

  private Outcome malformed(String function) {
    String reason = function + " answered a malformed proxy response";
    log.warn(reason);
    return new Outcome.Failed(reason);
  }
}
