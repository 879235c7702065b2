package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Functions that the test plays: they answer what it says, at once or when it lets them. */
final class PlayedFunctions implements Integration {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<Runnable>> held = new ConcurrentHashMap<>();

  static Outcome answered(int status, @Nullable String body) {
    return new Outcome.Answered(new ProxyResponse(status, null, body));
  }

  /** From now on {@code function} answers so, instead of {@code {}}. */
  void answer(String function, Outcome outcome) {
    outcomes.put(function, outcome);
  }

  /** From now on {@code function} waits for {@link #release}. */
  void hold(String function) {
    held.put(function, new LinkedBlockingQueue<>());
  }

  /** Lets the invocation that waits longest answer. */
  void release(String function) throws InterruptedException {
    BlockingQueue<Runnable> waiting = held.get(function);
    if (waiting == null) {
      throw new AssertionError(function + " is not held");
    }
    next(waiting).run();
  }

  /** The next event that {@code function} got. */
  JsonNode event(String function) throws InterruptedException {
    return next(queue(function));
  }

  /** How many events {@code function} got that nobody asked for. */
  int waiting(String function) {
    return queue(function).size();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 10 s");
    }
    return next;
  }

  private BlockingQueue<JsonNode> queue(String function) {
    return events.computeIfAbsent(function, name -> new LinkedBlockingQueue<>());
  }

  @Override
  public void invoke(EventLoop loop, String function, byte[] event, Consumer<Outcome> done) {
    try {
      queue(function).add(JSON.readTree(event));
    } catch (IOException e) {
      throw new UncheckedIOException("an event is no JSON", e);
    }
    Outcome outcome = outcomes.getOrDefault(function, answered(200, null));
    BlockingQueue<Runnable> waiting = held.get(function);
    if (waiting == null) {
      done.accept(outcome);
    } else {
      waiting.add(() -> loop.execute(() -> done.accept(outcome)));
    }
  }
}
