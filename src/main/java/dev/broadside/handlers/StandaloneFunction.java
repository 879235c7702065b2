package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/** A function that broadcasts, for whoever measures it outside of Lambda. */
public final class StandaloneFunction implements AutoCloseable {
  private static final int REMAINING_MILLIS = 600_000;

  private final RequestHandler<Map<String, Object>, Map<String, Object>> function;

  private StandaloneFunction(RequestHandler<Map<String, Object>, Map<String, Object>> function) {
    this.function = function;
  }

  /** What {@code sendMessage} of scan-chat calls. */
  public static StandaloneFunction scanChat(Map<String, String> environment) {
    return new StandaloneFunction(new ScanChatSendMessage(environment));
  }

  /** What {@code sendMessage} of room-chat calls. */
  public static StandaloneFunction roomChat(Map<String, String> environment) {
    return new StandaloneFunction(new RoomChatSendMessage(environment));
  }

  /** What the stream of history-chat calls. */
  public static StandaloneFunction historyChat(Map<String, String> environment) {
    return new StandaloneFunction(new HistoryChatBroadcast(environment));
  }

  /** Invokes it, with ten minutes left. */
  public Map<String, Object> invoke(Map<String, Object> event) {
    return function.handleRequest(event, context());
  }

  /** Knows the remaining time; the functions ask for nothing else. */
  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            StandaloneFunction.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getRemainingTimeInMillis")) {
                return REMAINING_MILLIS;
              }
              throw new UnsupportedOperationException(
                  "a function outside of Lambda has no " + method.getName());
            });
  }

  @Override
  public void close() throws Exception {
    if (function instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
