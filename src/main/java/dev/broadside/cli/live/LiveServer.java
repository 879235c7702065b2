package dev.broadside.cli.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.broadside.report.LivePage;
import dev.broadside.report.LiveView;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves the page of a {@link LiveBoard} to browsers of this machine: {@code /} is the page, {@code
 * /events} its server-sent events, the last of which is the verdict. It listens on 127.0.0.1 alone,
 * answers GET alone, and refuses a Host that is not this one: a page elsewhere whose name is made
 * to resolve to 127.0.0.1 sends its own.
 */
public final class LiveServer implements AutoCloseable {
  /** In which browsers get the verdict; one that does not read is not waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor();
  private final LiveBoard board;
  private final Duration farewell;
  private final List<String> hosts;
  private volatile Event latest = new Event(0, "", false);

  /** What all who look are sent; drawn by the first of them. */
  private record Event(long version, String line, boolean last) {}

  private LiveServer(HttpServer server, LiveBoard board, Duration farewell) {
    this.server = server;
    this.board = board;
    this.farewell = farewell;
    int port = server.getAddress().getPort();
    this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
  }

  /**
   * Starts one.
   *
   * @param port 0 for any that is free
   */
  public static LiveServer start(int port, LiveBoard board) throws IOException {
    return start(port, board, FAREWELL);
  }

  static LiveServer start(int port, LiveBoard board, Duration farewell) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    LiveServer live =
        new LiveServer(
            HttpServer.create(new InetSocketAddress(loopback, port), 0), board, farewell);
    live.server.setExecutor(live.viewers);
    live.server.createContext("/", live::answer);
    live.server.start();
    return live;
  }

  /** What to open. */
  public URI address() {
    return URI.create("http://" + hosts.getFirst() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isAddressedToUs(exchange.getRequestHeaders())) {
        refuse(exchange, 403, "This page is for this machine: open " + address());
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        refuse(exchange, 405, "Only GET is answered here.");
      } else {
        switch (exchange.getRequestURI().getPath()) {
          case "/" -> page(exchange);
          case "/events" -> events(exchange);
          default -> refuse(exchange, 404, "There is one page: " + address());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAddressedToUs(Headers headers) {
    List<String> named = headers.getOrDefault("Host", List.of());
    return named.size() == 1 && hosts.contains(named.getFirst());
  }

  private static void refuse(HttpExchange exchange, int status, String sentence)
      throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", sentence + "\n");
  }

  private void page(HttpExchange exchange) throws IOException, InterruptedException {
    LivePage page = new LivePage(board.after(0).view());
    send(exchange, 200, "text/html; charset=utf-8", page.html());
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head(exchange, type);
    boolean headOnly = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, headOnly ? -1 : bytes.length);
    if (!headOnly) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void head(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Content-Security-Policy", LivePage.policy() + "; frame-ancestors 'none'");
  }

  /** One event for each change, or for the latest of several that came while one was sent. */
  private void events(HttpExchange exchange) throws IOException, InterruptedException {
    head(exchange, "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    Event event = next(0);
    send(out, event);
    while (!event.last) {
      event = next(event.version);
      send(out, event);
    }
  }

  private static void send(OutputStream out, Event event) throws IOException {
    out.write(("data: " + event.line + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private Event next(long seen) throws InterruptedException {
    LiveBoard.Shown shown = board.after(seen);
    // Two who draw the same at once, or put an older one here, are no harm: it is drawn again.
    Event known = latest;
    if (known.version >= shown.version()) {
      return known;
    }
    Event drawn = new Event(shown.version(), line(shown.view()), shown.view().over());
    latest = drawn;
    return drawn;
  }

  private static String line(LiveView view) {
    LivePage page = new LivePage(view);
    try {
      return JSON.writeValueAsString(
          Map.of(
              "title", page.title(),
              "tone", page.tone(),
              "over", view.over(),
              "parts", page.parts()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("texts are JSON", e);
    }
  }

  /** Lets browsers have the verdict, and goes away. */
  @Override
  public void close() {
    board.abandon();
    viewers.shutdown();
    try {
      if (!viewers.awaitTermination(farewell.toMillis(), TimeUnit.MILLISECONDS)) {
        viewers.shutdownNow();
      }
    } catch (InterruptedException e) {
      viewers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    server.stop(0);
  }
}
