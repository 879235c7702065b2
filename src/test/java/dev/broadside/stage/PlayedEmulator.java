package dev.broadside.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A container with Lambda's Runtime Interface Emulator, played: it answers what the test says, when
 * the test lets it, and counts how many invocations it was ever given at once.
 */
final class PlayedEmulator implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final Semaphore permits = new Semaphore(0);
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Answer answer = new Answer(200, Map.of(), "{}");
  private volatile boolean held;

  /** One request that came. */
  record Call(String method, String path, String host, String contentType, String event) {}

  /** What it answers. */
  record Answer(int status, Map<String, String> headers, String body) {}

  PlayedEmulator() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Host"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    if (held) {
      permits.acquireUninterruptibly();
    }
    Answer now = answer;
    byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
    now.headers().forEach(exchange.getResponseHeaders()::set);
    atOnce.decrementAndGet();
    try (exchange) {
      exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException gone) {
      if (!held) {
        throw new UncheckedIOException(gone);
      }
    }
  }

  void answer(int status, String body) {
    answer = new Answer(status, Map.of(), body);
  }

  void answer(Answer next) {
    answer = next;
  }

  /** From now on each invocation waits for {@link #release}. */
  void hold() {
    held = true;
  }

  void release(int invocations) {
    permits.release(invocations);
  }

  Call next() throws InterruptedException {
    Call call = calls.poll(20, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("nobody called");
    }
    return call;
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + authority();
  }

  @Override
  public void close() {
    permits.release(1_000);
    server.stop(0);
    threads.shutdownNow();
  }
}
