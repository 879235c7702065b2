package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} as a developer uses it: two languages, a reload, Ctrl-C; and what can be wrong. */
@EnabledOnOs(OS.LINUX)
@Tag("proof") // Run by .ci/proofs.
class UpIT {
  private static final String HANDLERS = "dev.broadside.stage.TestHandlers$";

  /** There are no tables, so nobody calls it. */
  private static final String NO_TABLES = "http://127.0.0.1:1";

  private static String template(String... routes) {
    StringBuilder template =
        new StringBuilder(
            """
            Resources:
              Api:
                Type: AWS::ApiGatewayV2::Api
                Properties: { Name: up, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action }
              Stage:
                Type: AWS::ApiGatewayV2::Stage
                Properties: { ApiId: !Ref Api, StageName: dev, AutoDeploy: true }
            """);
    for (String route : routes) {
      template.append(route(route.split(" ", -1)));
    }
    return template.toString();
  }

  /** A two-way route and its function, from its key, its runtime and its handler. */
  private static String route(String... parts) {
    String resources =
        """
          KEYFunction:
            Type: AWS::Lambda::Function
            Properties:
              Runtime: RUNTIME
              Handler: HANDLER
              Timeout: 28
              Environment: { Variables: { GREETING: it's me } }
          KEYIntegration:
            Type: AWS::ApiGatewayV2::Integration
            Properties:
              ApiId: !Ref Api
              IntegrationType: AWS_PROXY
              IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${KEYFunction.Arn}/invocations
          KEYRoute:
            Type: AWS::ApiGatewayV2::Route
            Properties:
              ApiId: !Ref Api
              RouteKey: KEY
              Target: !Sub integrations/${KEYIntegration}
              RouteResponseSelectionExpression: $default
          KEYResponse:
            Type: AWS::ApiGatewayV2::RouteResponse
            Properties: { ApiId: !Ref Api, RouteId: !Ref KEYRoute, RouteResponseKey: $default }
        """;
    return resources
        .replace("KEY", parts[0])
        .replace("RUNTIME", parts[1])
        .replace("HANDLER", parts[2]);
  }

  private static final String WHOAMI = "whoami java21 " + HANDLERS + "Methods::whoami";
  private static final String FAIL = "fail java21 " + HANDLERS + "Methods::fail";
  private static final String STREAM = "stream java21 " + HANDLERS + "Stream";
  private static final String SNAKE = "snake python3.12 app.handler";

  /** A function in another language: what its container serves. */
  private static HttpServer python() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/2015-03-31/functions/function/invocations",
        exchange -> {
          byte[] answer = "{\"body\":\"hiss\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static Broadside up(Path home, String template, String... options) throws IOException {
    Files.writeString(home.resolve("t.yaml"), template);
    List<String> arguments =
        new ArrayList<>(List.of("up", "--template", "t.yaml", "--dynamodb", NO_TABLES, "--code"));
    arguments.add(Path.of("target/test-classes").toAbsolutePath().toString());
    arguments.addAll(List.of(options));
    return Broadside.start(home, arguments.toArray(String[]::new));
  }

  private static String awaitOutput(Broadside up, String last) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (System.nanoTime() - deadline < 0) {
      if (up.output().contains(last)) {
        return up.output();
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError(up.output() + up.errorLines());
  }

  /** The JDK's client, so that a connection can be seen to stay. */
  private static final class Client implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      messages.add(text.toString());
      socket.request(1);
      return null;
    }

    String ask(WebSocket socket, String action) throws Exception {
      socket.sendText("{\"action\":\"" + action + "\"}", true).get(30, TimeUnit.SECONDS);
      return String.valueOf(messages.poll(30, TimeUnit.SECONDS));
    }
  }

  @SideBySide
  void aDeveloperConnectsReloadsAndEndsItWithCtrlC(@TempDir Path home) throws Exception {
    HttpServer python = python();
    String url = "http://127.0.0.1:" + python.getAddress().getPort();
    try (HttpClient http = HttpClient.newHttpClient();
        Broadside up =
            up(home, template(WHOAMI, FAIL, SNAKE), "--function", "snakeFunction=" + url)) {
      String text = awaitOutput(up, "export GREETING='it'\\''s me'");
      String webSocket =
          text.lines().filter(l -> l.startsWith("wscat -c ")).findFirst().orElseThrow();
      Client client = new Client();
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(webSocket.substring("wscat -c ".length())), client)
              .get(30, TimeUnit.SECONDS);
      String id = client.ask(socket, "whoami");
      assertTrue(id.endsWith("= whoami"), id);
      assertEquals("hiss", client.ask(socket, "snake"));
      assertTrue(client.ask(socket, "fail").contains("Internal server error"));
      up.awaitLines(
          1, line -> line.equals("functions-1 | java.lang.IllegalStateException: as told"));
      assertTrue(client.ask(socket, "stream").contains("Forbidden"));

      reload(up, home, template(WHOAMI, STREAM, SNAKE), 1, "reloaded");
      assertEquals("streamed", client.ask(socket, "stream"));
      assertEquals("hiss", client.ask(socket, "snake"));
      assertEquals(id, client.ask(socket, "whoami"));
      assertTrue(client.ask(socket, "fail").contains("Forbidden"));

      reload(up, home, "Resources: 7", 1, "not reloaded, so all stays as it was: t.yaml:1: ");
      reload(up, home, template(FAIL.replace("::fail", "::gone"), SNAKE), 2, "not reloaded");
      assertEquals(id, client.ask(socket, "whoami"));

      Broadside.signal("INT", up.processes());
      assertEquals(ExitCode.PASS, up.awaitExit());
      up.awaitNobody();
      assertEquals(List.of(), up.leftovers());
    } finally {
      python.stop(0);
    }
  }

  /** Returns when it has said so, so many times in all. */
  private static void reload(Broadside up, Path home, String template, int times, String sentence)
      throws Exception {
    Files.writeString(home.resolve("t.yaml"), template);
    Broadside.signal("HUP", List.of(up.self()));
    up.awaitLines(times, line -> line.startsWith("broadside: " + sentence));
  }

  @SideBySide
  void aKilledLauncherLeavesNoProcess(@TempDir Path home) throws Exception {
    try (Broadside up = up(home, template(WHOAMI), "--json")) {
      JsonNode ready = new ObjectMapper().readTree(awaitOutput(up, "}\n"));
      assertEquals("dev", ready.get("stage").asText());
      assertEquals("whoamiFunction", ready.at("/functions/0/function").asText());
      assertEquals(
          ready.get("httpUrl").asText() + "/dev",
          ready.at("/environment/AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI").asText());
      up.self().destroyForcibly();
      up.awaitNobody();
    }
  }

  @SideBySide
  void aFunctionWhoseUrlIsDownIsNamed(@TempDir Path home) throws Exception {
    try (Broadside up =
        up(home, template(SNAKE), "--function", "snakeFunction=http://127.0.0.1:1")) {
      assertRefused(
          up,
          1,
          "function snakeFunction: nothing answers at http://127.0.0.1:1 (Connection refused): run"
              + " it there first, or start the stage without it by --function-check no");
    }
  }

  @SideBySide
  void whatTheStageDoesNotKnowIsWrongUsage(@TempDir Path home) throws Exception {
    try (Broadside up = up(home, template(WHOAMI), "--nope", "x")) {
      assertEquals(ExitCode.USAGE, up.awaitExit());
      String sentence = up.sentences().getFirst();
      assertTrue(sentence.startsWith("broadside: unknown option --nope: there are "), sentence);
    }
  }

  private static void assertRefused(Broadside up, int exitCode, String sentence)
      throws InterruptedException {
    assertEquals(exitCode, up.awaitExit());
    assertEquals(List.of("broadside: " + sentence), up.sentences());
    up.awaitNobody();
  }
}
