package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;

/** A context that the functions must not use: every call on it fails. */
final class NoContext {
  private NoContext() {}

  static Context create() {
    return (Context)
        Proxy.newProxyInstance(
            NoContext.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              throw new AssertionError("The function asked its context for " + method.getName());
            });
  }
}
