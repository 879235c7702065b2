package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.broadside.template.Template;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** A stage with real sockets, a real function host and a stand-in for DynamoDB. */
@Timeout(60)
class LocalStageTest {
  private static final AtomicReference<String> FORWARDED = new AtomicReference<>("");
  private static final String PAGE =
      "{\"Items\":[{},{}],\"Count\":2,\"ConsumedCapacity\":{\"CapacityUnits\":0.5}}";

  private static HttpServer dynamoDb;
  private static LocalStage stage;
  private static ApiGatewayManagementApiClient sdk;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    dynamoDb = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dynamoDb.createContext(
        "/",
        exchange -> {
          byte[] request = exchange.getRequestBody().readAllBytes();
          FORWARDED.set(new String(request, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, PAGE.length());
          exchange.getResponseBody().write(PAGE.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    dynamoDb.start();
    URI tables = URI.create("http://127.0.0.1:" + dynamoDb.getAddress().getPort());
    stage =
        LocalStage.start(
            template(),
            new LocalStage.Settings(
                0,
                folder,
                new Stores.Elsewhere(tables, null),
                4,
                Rules.USUAL,
                Listening.USUAL,
                FunctionOptions.NONE),
            death -> {});
    sdk =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(URI.create(url("http", "")))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
  }

  @AfterAll
  static void stop() {
    sdk.close();
    stage.close();
    dynamoDb.stop(0);
  }

  private static Template template() {
    List<Template.Function> functions = new ArrayList<>();
    List<Template.Route> routes = new ArrayList<>();
    add(functions, routes, "$connect", "Connect");
    add(functions, routes, "$disconnect", "Disconnect");
    for (String method : List.of("whoami", "disconnects", "fail", "refuse", "stall")) {
      add(functions, routes, method, "Methods::" + method);
    }
    add(functions, routes, "stream", "Stream");
    return new Template(
        List.of(),
        functions,
        new Template.WebSocketApi("Api", "api", "$request.body.action", "prod", routes));
  }

  private static void add(
      List<Template.Function> functions,
      List<Template.Route> routes,
      String routeKey,
      String handler) {
    String id = "F" + functions.size();
    Duration timeout = Duration.ofMillis(routeKey.equals("stall") ? 200 : 28_000);
    boolean twoWay = List.of("whoami", "disconnects", "stream").contains(routeKey);
    functions.add(
        new Template.Function(
            id, id, "java21", TestHandlers.class.getName() + "$" + handler, Map.of(), timeout, 1));
    routes.add(new Template.Route(routeKey, id, twoWay));
  }

  private static String url(String scheme, String query) {
    return scheme + "://127.0.0.1:" + stage.port() + "/prod" + query;
  }

  private static TestClient open() throws InterruptedException {
    return TestClient.open(url("ws", ""));
  }

  private static String idOf(TestClient client) throws InterruptedException {
    return client.ask("{\"action\":\"whoami\"}").split(" ", -1)[0];
  }

  private static void post(String id, String text) {
    sdk.postToConnection(r -> r.connectionId(id).data(SdkBytes.fromUtf8String(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "empty, 101",
    "201, 101",
    "301, 301",
    "401, 401",
    "500, 500",
    "throw, 502",
    "malformed, 502",
    "post, 410"
  })
  void theHandshakeAnswersWhatConnectAnswered(String answer, int status) throws Exception {
    String head = RawHttp.upgrade(stage.port(), "/prod?answer=" + answer);
    assertTrue(head.startsWith("http/1.1 " + status + " "), head);
  }

  @Test
  void aSubprotocolIsSelectedOnlyWhenTheFunctionReturnsIt() throws Exception {
    assertTrue(
        RawHttp.upgrade(stage.port(), "/prod?answer=subprotocol")
            .contains("sec-websocket-protocol: chat\r\n"));
    assertFalse(
        RawHttp.upgrade(stage.port(), "/prod?answer=empty").contains("sec-websocket-protocol"));
  }

  @ParameterizedTest
  @CsvSource({"/prod, 426", "/test, 403", "/, 403", "/prodx, 403", "/prod/x, 403"})
  void whatIsNoWebSocketIsTurnedAway(String path, int status) throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port() + path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertEquals(status, client.send(get, BodyHandlers.discarding()).statusCode());
    }
  }

  @Test
  void aPostReachesItsConnectionAndAClosedOneIsGone() throws Exception {
    TestClient client = open();
    String id = idOf(client);
    assertTrue(id.matches("[A-Za-z0-9_-]{15}="), id);
    post(id, "안녕하세요");
    assertEquals("안녕하세요", client.next());
    String big = "x".repeat(100_000);
    post(id, big);
    assertEquals(big, client.next());
    client.closeBlocking();
    awaitDisconnect(id);
    assertThrows(GoneException.class, () -> post(id, "too late"));
  }

  @Test
  void aGonePostHasTheHeaderAndNoBodyAlsoWhenThePathIsEscaped() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(url("http", "/%40connections/AAAAAAAAIAMCAAA%3D")))
            .POST(BodyPublishers.ofString("x"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
      assertEquals(410, answer.statusCode());
      assertEquals("", answer.body());
      assertEquals("GoneException", answer.headers().firstValue("x-amzn-ErrorType").orElse(""));
    }
  }

  @Test
  void aThrowingFunctionYieldsAnErrorFrameAndTheSocketStaysOpen() throws Exception {
    TestClient client = open();
    String id = idOf(client);
    String frame = client.ask("{\"action\":\"fail\"}");
    assertTrue(frame.startsWith("{\"message\": \"Internal server error\""), frame);
    assertTrue(frame.contains("\"connectionId\":\"" + id + "\""), frame);
    assertTrue(client.ask("{\"action\":\"stall\"}").contains("Internal server error"));
    assertEquals(id + " whoami", client.ask("{\"action\":\"whoami\"}"));
    client.closeBlocking();
  }

  @Test
  void aMessageWithoutRouteIsForbiddenAndAOneWayRouteSaysNothing() throws Exception {
    TestClient client = open();
    assertTrue(client.ask("nobody").startsWith("{\"message\": \"Forbidden\""));
    client.send("{\"action\":\"refuse\"}");
    assertEquals("streamed", client.ask("{\"action\":\"stream\"}"));
    assertEquals(0, client.waiting());
    client.closeBlocking();
  }

  @Test
  void disconnectIsToldCodeAndReasonHoweverTheClientLeft() throws Exception {
    TestClient polite = open();
    String politeId = idOf(polite);
    polite.leave(4001, "enough");
    assertEquals("4001 enough", awaitDisconnect(politeId));

    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n").readHead();
      raw.send(new byte[] {(byte) 0x88, (byte) 0x80, 1, 2, 3, 4});
      assertEquals((byte) 0x88, raw.read(2)[0]);
      awaitSomeDisconnect("1005 Client-side close frame status not set");
    }
    RawHttp broken = new RawHttp(stage.port());
    broken.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n").readHead();
    broken.reset();
    awaitSomeDisconnect("1006 Connection closed abnormally");
  }

  @Test
  void aBinaryFrameAndATooLargeOneCloseTheConnection() throws Exception {
    TestClient binary = open();
    binary.send(new byte[] {1});
    assertEquals(1003, binary.awaitCloseCode());
    TestClient large = open();
    large.send("x".repeat((32 << 10) + 1));
    assertEquals(1009, large.awaitCloseCode());
  }

  @Test
  void aConsumerThatReadsNothingEarns429AndIsNotBufferedForever() throws Exception {
    try (RawHttp silent = new RawHttp(stage.port());
        HttpClient client = HttpClient.newHttpClient()) {
      silent.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n").readHead();
      String ask = "{\"action\":\"whoami\"}";
      byte[] frame = new byte[6 + ask.length()];
      frame[0] = (byte) 0x81;
      frame[1] = (byte) (0x80 | ask.length());
      System.arraycopy(ask.getBytes(StandardCharsets.US_ASCII), 0, frame, 6, ask.length());
      silent.send(frame);
      silent.read(2);
      String id = new String(silent.read(16), StandardCharsets.US_ASCII);
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(url("http", "/@connections/" + id)))
              .POST(BodyPublishers.ofString("y".repeat(128 << 10)))
              .build();
      HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
      for (int i = 0; i < 200 && answer.statusCode() == 200; i++) {
        answer = client.send(post, BodyHandlers.ofString());
      }
      assertEquals(429, answer.statusCode());
      assertEquals(
          "LimitExceededException", answer.headers().firstValue("x-amzn-ErrorType").orElse(""));
    }
  }

  @Test
  void aScanPassesThroughAndIsCounted() throws Exception {
    Counters.Snapshot.Reads before = stage.counters().lookups();
    HttpRequest scan =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port() + "/"))
            .header("X-Amz-Target", "DynamoDB_20120810.Scan")
            .POST(BodyPublishers.ofString("{\"TableName\":\"t\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertEquals(
          PAGE.replaceFirst(",\"ConsumedCapacity\":\\{[^}]*}", ""),
          client.send(scan, BodyHandlers.ofString()).body());
    }
    assertEquals("{\"TableName\":\"t\",\"ReturnConsumedCapacity\":\"TOTAL\"}", FORWARDED.get());
    Counters.Snapshot.Reads after = stage.counters().lookups();
    assertEquals(before.requests() + 1, after.requests());
    assertEquals(before.pages() + 1, after.pages());
    assertEquals(before.items() + 2, after.items());
    assertEquals(unknownIsNoNumber(before) + 0.5, unknownIsNoNumber(after));
  }

  private static double unknownIsNoNumber(Counters.Snapshot.Reads reads) {
    Double units = reads.readUnits();
    return units == null ? Double.NaN : units;
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send(
          "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n"
              + "Content-Length: 2\r\n\r\n{}"
              + "GET /prod HTTP/1.1\r\nHost: h\r\n\r\n");
      assertTrue(raw.readHead().startsWith("http/1.1 200"));
      assertEquals(PAGE, new String(raw.read(PAGE.length()), StandardCharsets.UTF_8));
      assertTrue(raw.readHead().startsWith("http/1.1 426"));
    }
  }

  @Test
  void aPortInUseIsNamedAndNothingIsLeft(@TempDir Path folder) {
    LocalStage.Settings taken = LocalStage.Settings.usual(stage.port(), folder, 1);
    StageException e =
        assertThrows(StageException.class, () -> LocalStage.start(template(), taken, d -> {}));
    String sentence = String.valueOf(e.getMessage());
    assertTrue(sentence.startsWith("port " + stage.port() + " of 127.0.0.1"), sentence);
  }

  /** Code and reason that {@code $disconnect} got for {@code id}. */
  private static String awaitDisconnect(String id) throws InterruptedException {
    return awaitSomeDisconnect(id + " ").substring(id.length() + 1);
  }

  private static String awaitSomeDisconnect(String part) throws InterruptedException {
    TestClient observer = open();
    while (true) {
      String all = observer.ask("{\"action\":\"disconnects\"}");
      for (String line : all.split("\n", -1)) {
        if (line.contains(part)) {
          observer.closeBlocking();
          return line;
        }
      }
    }
  }
}
