package dev.broadside.stage;

import dev.broadside.aws.Profile;
import dev.broadside.aws.Profile.Service;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Calls functions as a profile has it: at most so many at a time, after the profile's latency, and
 * for at most its limit.
 *
 * <p>Under way is what was begun and did not end, also what waits for a local environment: a
 * machine that falls behind meets the limit earlier than AWS would. What is refused fails as a
 * function does (Invoke answers 429 TooManyRequestsException; what API Gateway makes of it is
 * unknown): an error frame, 502 for a handshake, or 500 of an HTTP API.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What is delayed calls its consumer.
final class CloudInvoker implements Invoker {
  private final Invoker next;
  private final Cloud cloud;
  private final int most;
  private final Duration limit;
  private final CloudCounters counters;
  private final AtomicInteger underWay;

  private CloudInvoker(Invoker next, Cloud cloud, CloudCounters counters) {
    this.underWay = new AtomicInteger();
    this.next = next;
    this.cloud = cloud;
    Profile.Quotas quotas = cloud.profile().quotas();
    Integer concurrency = quotas.concurrency();
    this.most = concurrency == null ? Integer.MAX_VALUE : concurrency;
    Duration integration = quotas.integration();
    this.limit = integration == null ? ProxyIntegration.LIMIT : integration;
    this.counters = counters;
  }

  /** The same account, for an HTTP API, whose integrations have their own limit. */
  private CloudInvoker(CloudInvoker account) {
    this.underWay = account.underWay;
    this.next = account.next;
    this.cloud = account.cloud;
    this.most = account.most;
    this.limit = HttpGateway.LIMIT;
    this.counters = account.counters;
  }

  /** What an HTTP API calls functions with beside {@code webSocket}. */
  static Invoker forHttp(Invoker webSocket) {
    return webSocket instanceof CloudInvoker account ? new CloudInvoker(account) : webSocket;
  }

  /** Itself, where the profile adds nothing to it. */
  static Invoker of(Invoker next, Cloud cloud, CloudCounters counters) {
    Profile.Quotas quotas = cloud.profile().quotas();
    boolean adds =
        cloud.delays(Service.INVOKE)
            || quotas.concurrency() != null
            || quotas.integration() != null;
    return adds ? new CloudInvoker(next, cloud, counters) : next;
  }

  @Override
  public void invoke(EventLoop loop, Call call, Consumer<Invocation> done) {
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      counters.throttledInvocation();
      done.accept(
          new Invocation.Failed(
              call.function() + " was throttled: " + most + " invocations are under way"));
      return;
    }
    Consumer<Invocation> ended =
        invocation -> {
          underWay.decrementAndGet();
          done.accept(invocation);
        };
    Duration longest = limit.compareTo(call.limit()) < 0 ? limit : call.limit();
    Duration delay = Duration.ofNanos(cloud.delayNanos(Service.INVOKE));
    if (delay.isZero()) {
      next.invoke(loop, new Call(call.function(), call.event(), longest), ended);
    } else if (delay.compareTo(longest) >= 0) {
      after(loop, longest, () -> ended.accept(new Invocation.TimedOut()));
    } else {
      Call rest = new Call(call.function(), call.event(), longest.minus(delay));
      after(loop, delay, () -> next.invoke(loop, rest, ended));
    }
  }

  private static void after(EventLoop loop, Duration delay, Runnable task) {
    loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
