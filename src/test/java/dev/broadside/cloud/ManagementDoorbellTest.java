package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status that the path ends in is what a connection of that name has. */
@Timeout(60)
final class ManagementDoorbellTest {
  private static final Map<Integer, String> BODIES =
      Map.of(
          200,
              "{\"connectedAt\":\"2026-11-21T07:15:00Z\",\"lastActiveAt\":\"2026-11-21T07:15:00Z\"}",
          410, "{\"message\":\"\"}");

  private final List<String> requests = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            boolean signed = exchange.getRequestHeaders().containsKey("Authorization");
            requests.add(exchange.getRequestMethod() + " " + path + (signed ? " signed" : ""));
            int status = Integer.parseInt(path.replaceFirst(".*c", ""));
            byte[] body =
                BODIES
                    .getOrDefault(status, "{\"message\":\"no\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ManagementDoorbell doorbell() throws CloudException {
    return ManagementDoorbell.of(
        "ws://127.0.0.1:" + server.getAddress().getPort() + "/base/prod?token=secret", "eu-west-1");
  }

  @Test
  void theStageSaysWhoIsOpenAndWhoIsGone() throws Exception {
    try (ManagementDoorbell doorbell = doorbell()) {
      assertEquals(Doorbell.Answer.OPEN, doorbell.ring("Ab=c200"));
      assertEquals(Doorbell.Answer.GONE, doorbell.ring("c410"));
    }
    assertEquals(
        List.of(
            "GET /base/prod/@connections/Ab=c200 signed",
            "GET /base/prod/@connections/c410 signed"),
        requests.stream().map(each -> each.replace("%40", "@").replace("%3D", "=")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c400", "c429", "c500", "c503"})
  void whatSaysNeitherIsUnsureAndAskedOnce(String connection) throws Exception {
    try (ManagementDoorbell doorbell = doorbell()) {
      assertEquals(Doorbell.Answer.UNSURE, doorbell.ring(connection));
    }
    assertEquals(1, requests.size());
  }

  @Test
  void aMissingPermissionEndsIt() throws Exception {
    try (ManagementDoorbell doorbell = doorbell()) {
      CloudException refused = assertThrows(CloudException.class, () -> doorbell.ring("c403"));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("execute-api:ManageConnections"),
          refused::toString);
    }
  }

  @Test
  void aStageThatDoesNotAnswerEndsItInBoundedTime() throws Exception {
    // Bound, so that it becomes nobody else's meanwhile, and listening to nobody.
    try (Socket closed = new Socket()) {
      closed.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      refuses("ws://127.0.0.1:" + closed.getLocalPort());
    }
  }

  private static void refuses(String target) throws Exception {
    try (ManagementDoorbell doorbell = ManagementDoorbell.of(target, "eu-west-1")) {
      for (int i = 1; i < 10; i++) {
        assertEquals(Doorbell.Answer.UNSURE, doorbell.ring("c200"));
      }
      assertThrows(CloudException.class, () -> doorbell.ring("c200"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "https://host/prod", "wss://", "wss://user@host/prod", "ws:x"})
  void whatIsNoStageIsRefused(String target) {
    assertThrows(CloudException.class, () -> ManagementDoorbell.endpoint(target));
  }
}
