package dev.broadside.stage;

import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A function whose event is the mapped message and whose answer may be any JSON. One that throws
 * fails the integration; whether AWS would map its error as an answer is not known.
 */
record FunctionTarget(Invoker functions, String function) implements Target {
  @Override
  public void send(EventLoop loop, String message, Consumer<Outcome> done) {
    // An empty body is {} in templates too.
    String event = message.isEmpty() ? "{}" : message;
    Invoker.Call call =
        new Invoker.Call(function, event.getBytes(StandardCharsets.UTF_8), ProxyIntegration.LIMIT);
    functions.invoke(loop, call, end -> done.accept(outcome(end)));
  }

  private static Outcome outcome(Invocation end) {
    return switch (end) {
      case Invocation.Returned(byte[] payload) ->
          new Outcome.Answered(
              new ProxyResponse(200, null, new String(payload, StandardCharsets.UTF_8)));
      case Invocation.Threw(String reason, String message) -> new Outcome.Failed(reason);
      case Invocation.Failed(String reason) -> new Outcome.Failed(reason);
      case Invocation.TimedOut timedOut -> new Outcome.TimedOut();
    };
  }
}
