package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Functions that the test plays: they answer what it says, at once or when it lets them. */
final class PlayedFunctions implements Invoker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Invocation> ends = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<Runnable>> held = new ConcurrentHashMap<>();

  /** A proxy response. */
  static Invocation answered(int status, @Nullable String body) {
    return returned(JSON.createObjectNode().put("statusCode", status).put("body", body).toString());
  }

  /** Any answer. */
  static Invocation returned(String json) {
    return new Invocation.Returned(json.getBytes(StandardCharsets.UTF_8));
  }

  /** From now on {@code function} ends so, instead of with <code>{}</code>. */
  void answer(String function, Invocation end) {
    ends.put(function, end);
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
    T next = queue.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 20 s");
    }
    return next;
  }

  private BlockingQueue<JsonNode> queue(String function) {
    return events.computeIfAbsent(function, name -> new LinkedBlockingQueue<>());
  }

  @Override
  public void invoke(EventLoop loop, Call call, Consumer<Invocation> done) {
    String function = call.function();
    try {
      queue(function).add(JSON.readTree(call.event()));
    } catch (IOException e) {
      throw new UncheckedIOException("an event is no JSON", e);
    }
    Invocation end = ends.getOrDefault(function, returned("{}"));
    BlockingQueue<Runnable> waiting = held.get(function);
    if (waiting == null) {
      done.accept(end);
    } else {
      waiting.add(() -> loop.execute(() -> done.accept(end)));
    }
  }
}
