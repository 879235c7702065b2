package dev.broadside.stage.host;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Says in each call of the SDK which function makes it: functions of one JVM share their
 * environment, so that nothing else could tell. The SDK finds this class by {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors}; outside an invocation it adds
 * nothing.
 *
 * <p>A thread that an invocation starts belongs to its function too, for good: a pool that two
 * functions share by a static field counts for whoever began it.
 */
public final class InvokedFunction implements ExecutionInterceptor {
  /** The header that carries the name. */
  public static final String HEADER = "x-broadside-function";

  /** The header of an invocation's answer that says when it began, as a {@code nanoTime}. */
  public static final String STARTED = "x-broadside-started";

  private static final InheritableThreadLocal<@Nullable String> CURRENT =
      new InheritableThreadLocal<>();

  /** From now on this thread works for {@code function}; for none where it is null. */
  static void set(@Nullable String function) {
    if (function == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(function);
    }
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    String function = CURRENT.get();
    return function == null
        ? context.httpRequest()
        : context.httpRequest().toBuilder().putHeader(HEADER, function).build();
  }
}
