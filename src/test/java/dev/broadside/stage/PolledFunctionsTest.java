package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // What began is told to the test.
class PolledFunctionsTest {
  private final List<EventLoop> loops = List.of(new DefaultEventLoop(), new DefaultEventLoop());
  private final BlockingQueue<Started> started = new LinkedBlockingQueue<>();

  private record Started(EventLoop loop, Consumer<Invocation> done) {}

  private PolledFunctions functions() {
    return new PolledFunctions(
        (loop, call, done) -> {
          assertTrue(loop.inEventLoop());
          started.add(new Started(loop, done));
        },
        loops,
        2);
  }

  @AfterEach
  void stop() {
    loops.forEach(loop -> loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly());
  }

  @Test
  void callsBeyondTheEnvironmentsWaitForOneAndAreSpreadOverTheLoops() throws Exception {
    PolledFunctions functions = functions();
    for (int i = 0; i < 5; i++) {
      functions.call("f", new byte[0]);
    }
    List<Started> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(started.take());
    }
    for (EventLoop loop : loops) {
      assertEquals(2, first.stream().filter(call -> call.loop == loop).count());
      loop.submit(() -> {}).sync();
    }
    assertTrue(started.isEmpty());
    first.getLast().done.accept(new Invocation.TimedOut());
    assertEquals(first.getLast().loop, started.take().loop);
  }

  @Test
  void aFunctionThatIsBusyHoldsUpNoOther() throws Exception {
    PolledFunctions functions = functions();
    for (int i = 0; i < 5; i++) {
      functions.call("f", new byte[0]);
    }
    functions.call("g", new byte[0]);
    for (int i = 0; i < 5; i++) {
      started.take();
    }
  }

  @Test
  void onlyAnAnswerIsAnAnswer() throws Exception {
    PolledFunctions functions = functions();
    CompletableFuture<Optional<byte[]>> good = functions.call("f", new byte[0]);
    started.take().done.accept(new Invocation.Returned(new byte[] {1}));
    assertArrayEquals(new byte[] {1}, good.get().orElseThrow());
    CompletableFuture<Optional<byte[]>> bad = functions.call("f", new byte[0]);
    started.take().done.accept(new Invocation.Failed("as told"));
    assertEquals(Optional.empty(), bad.get());
  }
}
