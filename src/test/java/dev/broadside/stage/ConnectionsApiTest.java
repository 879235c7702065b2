package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/** {@code @connections} as the AWS SDK sees it, and byte by byte where the SDK hides it. */
@Timeout(60)
@Order(1)
class ConnectionsApiTest {
  private static final String NOBODY = "AAAAAAAAIAMCAAA=";

  private BareStage stage;
  private ApiGatewayManagementApiClient sdk;

  @BeforeEach
  void start() throws Exception {
    stage = BareStage.withAllRoutes();
    sdk = stage.sdk();
  }

  @AfterEach
  void stop() {
    sdk.close();
    stage.close();
  }

  private static void post(ApiGatewayManagementApiClient sdk, String id, String text) {
    sdk.postToConnection(r -> r.connectionId(id).data(SdkBytes.fromUtf8String(text)));
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stage.url("http", path)))
            .method(method, BodyPublishers.ofString(method.equals("POST") ? "x" : ""))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static String errorType(HttpResponse<?> answer) {
    return answer.headers().firstValue("x-amzn-ErrorType").orElse("");
  }

  @Test
  void getTellsWhoConnectedAndWhenAMessageLastWentEitherWay() throws Exception {
    try (RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      Instant opened = stage.clock.instant();
      stage.clock.advance(Duration.ofSeconds(90));
      post(sdk, id, "hi");
      client.readFrame();
      Instant posted = stage.clock.instant();
      stage.clock.advance(Duration.ofSeconds(1));
      GetConnectionResponse told = sdk.getConnection(r -> r.connectionId(id));
      assertEquals(opened, told.connectedAt());
      assertEquals(posted, told.lastActiveAt());
      assertEquals("127.0.0.1", told.identity().sourceIp());
      assertEquals("raw/1", told.identity().userAgent());
    }
  }

  @Test
  void getAnswersCamelCaseAndDatesWithMilliseconds() throws Exception {
    TestClient client = stage.open();
    String body = send("GET", "/@connections/" + stage.nextConnectionId()).body();
    String date = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
    String form =
        "\\{\"connectedAt\":%s,\"lastActiveAt\":%s,\"identity\":\\{\"sourceIp\":\"127.0.0.1\",\"userAgent\":null}}"
            .formatted(date, date);
    assertEquals("as expected", body.matches(form) ? "as expected" : body);
    client.closeBlocking();
  }

  @Test
  void deleteClosesTheConnectionAndTellsDisconnect() throws Exception {
    TestClient client = stage.open();
    String id = stage.nextConnectionId();
    HttpResponse<String> answer = send("DELETE", "/@connections/" + id);
    assertEquals(204, answer.statusCode());
    assertEquals("", answer.body());
    assertThrows(GoneException.class, () -> post(sdk, id, "too late"));
    assertThrows(GoneException.class, () -> sdk.deleteConnection(r -> r.connectionId(id)));
    assertThrows(GoneException.class, () -> sdk.getConnection(r -> r.connectionId(id)));
    assertEquals("1000 Connection Closed Normally", client.awaitClose());
    assertEquals("1000 Connection Closed Normally", stage.nextDisconnect());
  }

  @Test
  void aClientThatTakesNothingLosesItsSocketAfterADeleteAllTheSame() throws Exception {
    try (RawHttp silent = stage.openRaw()) {
      String id = stage.nextConnectionId();
      assertThrows(LimitExceededException.class, () -> fill(id));
      sdk.deleteConnection(r -> r.connectionId(id));
      assertEquals("1000 Connection Closed Normally", stage.nextDisconnect());
      assertEquals(0x81, silent.read(1)[0] & 0xFF);
    }
  }

  private void fill(String id) {
    String large = "y".repeat(128 << 10);
    for (int i = 0; i < 500; i++) {
      post(sdk, id, large);
    }
  }

  @Test
  void aSlowConsumerIsALimitExceededAndAttemptsAreCountedApartFromPosts() throws Exception {
    try (RawHttp silent = stage.openRaw()) {
      String id = stage.nextConnectionId();
      LimitExceededException e = assertThrows(LimitExceededException.class, () -> fill(id));
      assertEquals(429, e.statusCode());
      Counters.Snapshot counted = stage.counters.snapshot();
      // The kernel may take some more after the first refusal: then a second attempt is a success.
      assertTrue(counted.throttled() >= 2, counted::toString);
      assertEquals(counted.posts() + counted.throttled() - 1, counted.attempts());
      silent.reset();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cjy8i76bx, cjy8i76bx",
    "AAAAAAAAIAMCAAA, AAAAAAAAIAMCAAA",
    "AAAAAAAAIAMCA+A%3D, AAAAAAAAIAMCA+A=",
    "AAAAAAAAIAMCA%2FA=, AAAAAAAAIAMCA/A=",
    "a%22b%0A, a\\\"b\\n",
    "x%, x%"
  })
  void anIdThatIsNotOfAwssFormIsABadRequest(String path, String named) throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      String request = "GET /prod/@connections/" + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
      String head = raw.send(request).readHead();
      assertEquals("http/1.1 400 bad request", head.lines().findFirst().orElse(""));
      String body = "{\"message\":\"Invalid connectionId: " + named + "\"}";
      assertEquals(body, new String(raw.read(body.length()), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theSdkReadsABadRequestsNameAndMessage() {
    ApiGatewayManagementApiException e =
        assertThrows(ApiGatewayManagementApiException.class, () -> post(sdk, "uuid-like", "x"));
    assertEquals(400, e.statusCode());
    assertEquals("BadRequestException", e.awsErrorDetails().errorCode());
    assertEquals("Invalid connectionId: uuid-like", e.awsErrorDetails().errorMessage());
    assertEquals(1, stage.counters.snapshot().failed());
  }

  @Test
  void anotherStageIsForbidden() {
    try (ApiGatewayManagementApiClient wrong =
        BareStage.sdk("http://127.0.0.1:" + stage.port() + "/test", "local")) {
      assertThrows(ForbiddenException.class, () -> post(wrong, NOBODY, "x"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "OPTIONS", "HEAD", "CONNECTIONS"})
  void anotherMethodIsForbidden(String method) throws Exception {
    HttpResponse<String> answer = send(method, "/@connections/" + NOBODY);
    assertEquals(403, answer.statusCode());
    assertEquals("ForbiddenException", errorType(answer));
    assertEquals(method.equals("HEAD") ? "" : "{\"message\":\"Forbidden\"}", answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/@connections", "/@connections/", "/@connections/a/b", "/@connection/a"})
  void aPathThatIsNoConnectionIsForbidden(String path) throws Exception {
    assertEquals(403, send("POST", path).statusCode());
  }

  @Test
  void aMessageOf128KbPassesAndOneByteMoreIsTooLarge() throws Exception {
    TestClient client = stage.open();
    String id = stage.nextConnectionId();
    String largest = "x".repeat(131_072);
    post(sdk, id, largest);
    assertEquals(largest, client.next());
    PayloadTooLargeException e =
        assertThrows(PayloadTooLargeException.class, () -> post(sdk, id, largest + "x"));
    assertEquals(413, e.statusCode());
    assertEquals(1, stage.counters.snapshot().failed());
    client.closeBlocking();
  }

  @ParameterizedTest
  @CsvSource({
    "/@connections/, =",
    "/%40connections/, =",
    "/@connections/, %3D",
    "/%40connections/, %3d"
  })
  void pathsMayBeEscapedOrNot(String prefix, String padding) throws Exception {
    TestClient client = stage.open();
    String id = stage.nextConnectionId().replace("=", padding);
    HttpResponse<String> answer = send("POST", prefix + id);
    assertEquals(200, answer.statusCode());
    assertEquals("", answer.body());
    assertEquals("x", client.next());
    client.closeBlocking();
  }

  @Test
  void aConnectionIsGoneUntilConnectReturned() throws Exception {
    stage.functions.hold("$connect");
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n");
      String id = stage.nextConnectionId();
      assertThrows(GoneException.class, () -> post(sdk, id, "too early"));
      assertThrows(GoneException.class, () -> sdk.getConnection(r -> r.connectionId(id)));
      assertThrows(GoneException.class, () -> sdk.deleteConnection(r -> r.connectionId(id)));
      stage.functions.release("$connect");
      assertEquals("http/1.1 101", raw.readHead().substring(0, 12));
      post(sdk, id, "now");
      assertEquals("now", new String(raw.readFrame().payload(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void withIamEveryOperationWantsTheSignatureOfTheStagesCredentials() throws Exception {
    Rules rules = new Rules(Lifetime.OF_AWS, true);
    try (BareStage signed = new BareStage(rules, BareStage.CONNECT);
        ApiGatewayManagementApiClient ours = signed.sdk();
        ApiGatewayManagementApiClient theirs = BareStage.sdk(signed.url("http", ""), "other")) {
      TestClient client = signed.open();
      String id = signed.nextConnectionId();
      post(ours, id, "hi");
      assertEquals("hi", client.next());
      assertEquals("127.0.0.1", ours.getConnection(r -> r.connectionId(id)).identity().sourceIp());
      assertThrows(ForbiddenException.class, () -> post(theirs, id, "hi"));
      assertThrows(ForbiddenException.class, () -> theirs.getConnection(r -> r.connectionId(id)));
      assertThrows(
          ForbiddenException.class, () -> theirs.deleteConnection(r -> r.connectionId(id)));
      assertThrows(ForbiddenException.class, () -> post(theirs, "no id", "x"));
      signed.clock.advance(Duration.ofMinutes(6));
      assertThrows(ForbiddenException.class, () -> post(ours, id, "clock"));
      signed.clock.advance(Duration.ofMinutes(-6));
      ours.deleteConnection(r -> r.connectionId(id));
      assertEquals(1000, client.awaitCloseCode());
      assertEquals(3, signed.counters.snapshot().failed());
    }
  }
}
