package dev.broadside.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Faults on demand, from this machine only: {@code POST /_broadside/faults} with a fault as JSON,
 * {@code DELETE} to heal them all. The commands {@code fault JSON} and {@code heal} on the stage's
 * standard input say the same.
 */
final class FaultsApi {
  /** Looked at before the stage's own paths. */
  static final String PATH = "/_broadside/faults";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Faults faults;

  FaultsApi(Faults faults) {
    this.faults = faults;
  }

  /** Answers a request. */
  void handle(HttpExchange exchange) {
    FullHttpRequest request = exchange.request();
    if (!isOurs(exchange)) {
      exchange.respondForbidden();
      return;
    }
    String body = request.content().toString(StandardCharsets.UTF_8);
    switch (request.method().name()) {
      case "POST" -> answer(exchange, () -> begin(body));
      case "DELETE" -> answer(exchange, this::heal);
      default ->
          respond(
              exchange,
              HttpResponseStatus.METHOD_NOT_ALLOWED,
              "POST a fault here, or DELETE to heal them all");
    }
  }

  /** What is asked for. */
  private interface Ask {
    ObjectNode ask() throws StageException;
  }

  /** On the thread of faults: to stop a process, or to let it go on, waits for another. */
  private void answer(HttpExchange exchange, Ask ask) {
    EventLoop loop = exchange.context().channel().eventLoop();
    faults.execute(
        () -> {
          try {
            String done = wrapped(ask.ask());
            loop.execute(() -> exchange.respondJson(HttpResponseStatus.OK, done));
          } catch (StageException e) {
            String why = String.valueOf(e.getMessage());
            loop.execute(() -> respond(exchange, HttpResponseStatus.BAD_REQUEST, why));
          }
        });
  }

  /**
   * Whether the caller is a program of this machine. A page in a browser is a loopback peer too,
   * and must not break anything.
   */
  static boolean isOurs(HttpExchange exchange) {
    return exchange.context().channel().remoteAddress() instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress()
        && !exchange.request().headers().contains(HttpHeaderNames.ORIGIN);
  }

  private static void respond(HttpExchange exchange, HttpResponseStatus status, String sentence) {
    exchange.respondJson(status, JSON.createObjectNode().put("message", sentence).toString());
  }

  private static String wrapped(ObjectNode what) {
    return JSON.createObjectNode().set("faults", what).toString();
  }

  /** Answers a command line; what is wrong with it is an {@code error} in the answer. */
  ObjectNode command(String command) {
    try {
      return command.equals("heal") ? heal() : begin(command.substring("fault ".length()));
    } catch (StageException e) {
      return JSON.createObjectNode().put("error", e.getMessage());
    }
  }

  private ObjectNode begin(String json) throws StageException {
    Fault fault = FaultReader.read(json);
    Faults.Effect effect = faults.begin(fault);
    ObjectNode answer = JSON.createObjectNode();
    answer.put("fault", fault.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    switch (fault) {
      // Which posts and calls are hit, only the future can tell.
      case Fault.Fail f -> answer.putNull("hit");
      case Fault.Delay d -> answer.putNull("hit");
      case Fault.Throttle t -> answer.putNull("hit");
      default -> answer.put("hit", effect.hit()).put("of", effect.of());
    }
    return answer;
  }

  private ObjectNode heal() {
    return JSON.createObjectNode()
        .put("healed", faults.healAll())
        .put("postsHit", faults.postsHit());
  }
}
