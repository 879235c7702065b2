package dev.broadside.stage.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue or a stream, played: it answers in order what the test said, then nothing more. */
final class PlayedService implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final List<String> all = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  PlayedService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String request =
        target.substring(target.indexOf('.') + 1)
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    all.add(request);
    heard.add(request);
    try (exchange) {
      Answer next = answers.take();
      byte[] body = next.body.getBytes(UTF_8);
      exchange.sendResponseHeaders(next.status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  PlayedService answer(int status, String body) {
    answers.add(new Answer(status, body.replace('\'', '"')));
    return this;
  }

  JsonService streams() {
    return JsonService.streams(http, endpoint());
  }

  JsonService sqs() {
    return JsonService.sqs(http, endpoint());
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Operation and body of the next request. */
  String next() throws InterruptedException {
    String request = heard.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nobody asked; before: " + all);
    }
    return request;
  }

  @Override
  public void close() {
    http.shutdownNow();
    answers.add(new Answer(503, ""));
    server.stop(0);
  }
}
