package dev.broadside.stage;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function that is called at URLs, each of which takes so many invocations at a time; further
 * ones wait. The Runtime Interface Emulator takes one: a second is answered 400, and crashes its
 * older versions (issues 97 and 145 of its repositories). Several emulators are several URLs.
 *
 * <p>All of it happens on one event loop, because the bound is the URL's and not a loop's. The
 * function's own timeout begins when its turn has come: on AWS nobody waits for an environment.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Timers tell the call.
final class FunctionAtUrls implements FunctionPlace {
  private static final int MOST_WAITING = 20_000;

  private final EventLoop home;
  private final Deque<Environment> idle = new ArrayDeque<>();
  private final Queue<Turn> waiting = new ArrayDeque<>();

  private record Environment(FunctionUrl url, HttpPool pool) {}

  FunctionAtUrls(EventLoop home) {
    this.home = home;
  }

  /** Adds a URL, before the first invocation; it is used for {@code concurrency} at a time. */
  void add(FunctionUrl url, HttpPools pools, int concurrency) {
    Environment environment = new Environment(url, pools.on(home));
    for (int i = 0; i < concurrency; i++) {
      idle.addLast(environment);
    }
  }

  /** The bounds of a URL's pool: as many more may wait as there can be lines about to close. */
  static HttpPool.Bounds bounds(int concurrency) {
    return new HttpPool.Bounds(concurrency, concurrency);
  }

  @Override
  public void invoke(
      EventLoop loop, Invoker.Call call, Duration timeout, Consumer<Invocation> done) {
    Turn turn = new Turn(call, timeout, end -> on(loop, () -> done.accept(end)));
    on(home, () -> queue(turn));
  }

  private static void on(EventLoop loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  private void queue(Turn turn) {
    if (waiting.size() >= MOST_WAITING) {
      turn.end(
          new Invocation.Failed(
              turn.call.function() + " has too many invocations waiting: give it more URLs"));
      return;
    }
    turn.timer =
        home.schedule(
            () -> turn.end(new Invocation.TimedOut()),
            turn.call.limit().toNanos(),
            TimeUnit.NANOSECONDS);
    waiting.add(turn);
    serveWaiting();
  }

  private void serveWaiting() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      Turn turn = waiting.remove();
      if (!turn.ended) {
        call(idle.removeLast(), turn);
      }
    }
  }

  /** The caller's own limit is the turn's timer; the pool's is the function's. */
  private void call(Environment environment, Turn turn) {
    FunctionUrl url = environment.url;
    String function = turn.call.function();
    Duration left = turn.call.limit().minusNanos(System.nanoTime() - turn.askedNanos);
    environment.pool.send(
        InvokeRequest.of(url.authority(), url.path(), turn.call.event()),
        turn.timeout.compareTo(left) < 0 ? turn.timeout : left,
        new HttpPool.Reply() {
          @Override
          public void answered(FullHttpResponse response) {
            over(InvokeAnswer.read(function, url, response));
          }

          @Override
          public void failed(Exception cause) {
            over(
                cause instanceof TimeoutException
                    ? late(turn, left)
                    : new Invocation.Failed(unreachable(function, url, cause)));
          }

          private void over(Invocation end) {
            idle.addLast(environment);
            turn.end(end);
            serveWaiting();
          }
        });
  }

  private static Invocation late(Turn turn, Duration left) {
    return turn.timeout.compareTo(left) < 0
        ? new Invocation.Failed(
            "%s ran longer than its timeout of %d ms"
                .formatted(turn.call.function(), turn.timeout.toMillis()))
        : new Invocation.TimedOut();
  }

  private static String unreachable(String function, FunctionUrl url, Exception cause) {
    String why = cause instanceof IOException ? String.valueOf(cause.getMessage()) : "" + cause;
    return "%s cannot be reached at %s (%s): does it run there?".formatted(function, url, why);
  }

  /** One invocation, waiting or under way. */
  private static final class Turn {
    private final Invoker.Call call;
    private final Duration timeout;
    private final Consumer<Invocation> done;
    private final long askedNanos = System.nanoTime();
    private @Nullable Future<?> timer;
    private boolean ended;

    Turn(Invoker.Call call, Duration timeout, Consumer<Invocation> done) {
      this.call = call;
      this.timeout = timeout;
      this.done = done;
    }

    void end(Invocation how) {
      if (ended) {
        return;
      }
      ended = true;
      if (timer != null) {
        timer.cancel(false);
      }
      done.accept(how);
    }
  }
}
