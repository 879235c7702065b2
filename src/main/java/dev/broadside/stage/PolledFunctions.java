package dev.broadside.stage;

import dev.broadside.stage.sources.FunctionCaller;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions as pollers call them: on the event loop that has the most environments to spare, and
 * not before there is one, because a function's time runs from its call. Any thread may call; what
 * is under way is guarded by the lock of its function.
 */
final class PolledFunctions implements FunctionCaller {
  /* Lambda's longest timeout; a function's own, which is shorter or the same, decides. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final Invoker invoker;
  private final List<EventLoop> loops;
  private final int environmentsPerLoop;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  PolledFunctions(Invoker invoker, List<EventLoop> loops, int environmentsPerLoop) {
    this.invoker = invoker;
    this.loops = loops;
    this.environmentsPerLoop = environmentsPerLoop;
  }

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares calls.
  private record Waiting(byte[] event, CompletableFuture<Optional<byte[]>> end) {}

  @Override
  public CompletableFuture<Optional<byte[]>> call(String function, byte[] event) {
    Waiting call = new Waiting(event, new CompletableFuture<>());
    gates.computeIfAbsent(function, Gate::new).enter(call);
    return call.end;
  }

  /** The calls of one function: under way, by event loop, and those that wait. */
  private final class Gate {
    private final String function;
    private final int[] free;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    Gate(String function) {
      this.function = function;
      this.free = new int[loops.size()];
      Arrays.fill(free, environmentsPerLoop);
    }

    synchronized void enter(Waiting call) {
      waiting.add(call);
      serveWaiting();
    }

    private synchronized void leave(int loop) {
      free[loop]++;
      serveWaiting();
    }

    private void serveWaiting() {
      for (int loop = freest(); free[loop] > 0 && !waiting.isEmpty(); loop = freest()) {
        free[loop]--;
        start(waiting.remove(), loop);
      }
    }

    private int freest() {
      int best = 0;
      for (int loop = 1; loop < free.length; loop++) {
        best = free[loop] > free[best] ? loop : best;
      }
      return best;
    }

    private void start(Waiting call, int number) {
      EventLoop loop = loops.get(number);
      loop.execute(
          () ->
              invoker.invoke(
                  loop,
                  new Invoker.Call(function, call.event, LIMIT),
                  invocation -> {
                    leave(number);
                    call.end.complete(answer(invocation));
                  }));
    }
  }

  private static Optional<byte[]> answer(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Returned(byte[] payload) -> Optional.of(payload);
      case Invocation.Threw threw -> Optional.empty();
      case Invocation.Failed failed -> Optional.empty();
      case Invocation.TimedOut timedOut -> Optional.empty();
    };
  }
}
