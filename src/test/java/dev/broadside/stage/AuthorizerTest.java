package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.template.Authorization;
import dev.broadside.template.Integration;
import dev.broadside.template.Template;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Who gets in, and what is known of them later. */
@Timeout(60)
class AuthorizerTest {
  private static final String POLICY =
      """
      {"principalId": "user", "context": {"team": "red", "level": 7}, "policyDocument":
        {"Version": "2012-10-17", "Statement": {"Effect": "%s", "Action": "execute-api:Invoke",
          "Resource": "arn:aws:execute-api:us-east-1:123456789012:*/prod/$connect"}}}
      """;

  private BareStage stage = custom(List.of("route.request.querystring.token"));

  AuthorizerTest() throws StageException {}

  private static BareStage custom(List<String> sources) throws StageException {
    return with(new Authorization.Custom("Auth", "authorize", sources));
  }

  private static BareStage with(Authorization authorization) throws StageException {
    Template.Route connect =
        new Template.Route("$connect", new Integration.Proxy("$connect"), false, authorization);
    return new BareStage(Rules.USUAL, connect, BareStage.DISCONNECT, BareStage.ONE_WAY);
  }

  private void restart(BareStage other) {
    stage.close();
    stage = other;
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static Invocation invocation(String name) {
    return switch (name) {
      case "Unauthorized", "unauthorized", "other" -> new Invocation.Threw("threw", name);
      case "Failed" -> new Invocation.Failed("as told");
      case "TimedOut" -> new Invocation.TimedOut();
      case "malformed" -> PlayedFunctions.returned("{}");
      default -> PlayedFunctions.returned(POLICY.formatted(name));
    };
  }

  @ParameterizedTest
  @CsvSource({
    "Allow, 101",
    "Deny, 403",
    "Unauthorized, 401",
    "unauthorized, 500",
    "other, 500",
    "Failed, 500",
    "TimedOut, 500",
    "malformed, 500"
  })
  void theFunctionDecidesTheStatus(String end, int status) throws Exception {
    stage.functions.answer("authorize", invocation(end));
    String head = RawHttp.upgrade(stage.port(), "/prod?token=t");
    assertTrue(head.startsWith("http/1.1 " + status + " "), head);
    assertEquals(status == 101 ? 1 : 0, stage.functions.waiting("$connect"));
  }

  @Test
  void aClientThatLeavesMeanwhileIsForgottenOrToldToDisconnect() throws Exception {
    for (String effect : List.of("Deny", "Allow")) {
      stage.functions.answer("authorize", invocation(effect));
      stage.functions.hold("authorize");
      RawHttp raw = new RawHttp(stage.port());
      raw.send("GET /prod?token=t HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n");
      stage.functions.event("authorize");
      raw.reset();
      stage.functions.release("authorize");
    }
    assertTrue(stage.nextDisconnect().startsWith("1006 "));
    assertEquals(1, stage.functions.waiting("$connect"));
    assertEquals(0, stage.functions.waiting("$disconnect"));
  }

  @Test
  void allowedIsNotYetConnected() throws Exception {
    stage.functions.answer("authorize", invocation("Allow"));
    stage.functions.answer("$connect", PlayedFunctions.answered(400, ""));
    assertTrue(RawHttp.upgrade(stage.port(), "/prod?token=t").startsWith("http/1.1 400 "));
  }

  @ParameterizedTest
  @CsvSource({
    "route.request.querystring.token, 401",
    "route.request.header.x-token, 401",
    "route.request.header.HOST, 101",
    "context.identity.sourceIp, 101",
    "context.authorizer.x, 401",
    "context.stage, 101"
  })
  void aHandshakeWithoutAnIdentitySourceIs401AndAsksNobody(String source, int status)
      throws Exception {
    restart(custom(List.of("context.connectionId", source)));
    stage.functions.answer("authorize", invocation("Allow"));
    String head = RawHttp.upgrade(stage.port(), "/prod?other=t");
    assertTrue(head.startsWith("http/1.1 " + status + " "), head);
    assertEquals(status == 101 ? 1 : 0, stage.functions.waiting("authorize"));
  }

  @Test
  void laterEventsRepeatWhatTheAuthorizerSaid() throws Exception {
    stage.functions.answer("authorize", invocation("Allow"));
    TestClient client = TestClient.open(stage.url("ws", "?token=t"));
    client.send("{\"action\":\"tell\"}");
    client.close();
    for (String function : List.of("$connect", "tell", "$disconnect")) {
      assertEquals(
          "{\"principalId\":\"user\",\"team\":\"red\",\"level\":\"7\"}",
          stage.functions.event(function).at("/requestContext/authorizer").toString(),
          function);
    }
    JsonNode asked = stage.functions.event("authorize");
    assertFalse(asked.get("requestContext").has("authorizer"));
    assertEquals("websocket", asked.at("/headers/Upgrade").asText());
  }

  private String signed(AuthLocation where, String path, String secret) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("http://127.0.0.1:" + stage.port() + path))
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(AwsCredentialsIdentity.create("local", secret))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                        .putProperty(
                            HttpSigner.SIGNING_CLOCK,
                            Clock.fixed(stage.clock.instant(), stage.clock.getZone())))
            .request();
    StringBuilder head = new StringBuilder("GET " + signed.getUri().getRawPath());
    signed.encodedQueryParameters().ifPresent(query -> head.append("?").append(query));
    head.append(" HTTP/1.1\r\n");
    signed.headers().forEach((n, values) -> head.append(n + ": " + values.getFirst() + "\r\n"));
    return head + RawHttp.UPGRADE.replace("Host: h\r\n", "") + "\r\n";
  }

  private String answer(String request) throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      return raw.send(request).readHead().substring(9, 12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEADER", "QUERY_STRING"})
  void aSignedHandshakeIsAdmittedAndEventsNameItsKey(String where) throws Exception {
    restart(with(new Authorization.Iam()));
    AuthLocation location = AuthLocation.valueOf(where);
    String request = signed(location, "/prod?room=a%20b", "local");
    assertEquals("101", answer(request));
    assertEquals(
        "local",
        stage.functions.event("$connect").at("/requestContext/identity/accessKey").asText());
    assertEquals("403", answer(request.replace("a%20b", "a%20c")));
    assertEquals("403", answer(signed(location, "/prod", "other")));
    stage.clock.advance(Duration.ofDays(8));
    assertEquals("403", answer(request));
    assertEquals(0, stage.functions.waiting("$connect"));
  }

  @Test
  void anUnsignedHandshakeIsForbidden() throws Exception {
    restart(with(new Authorization.Iam()));
    assertTrue(RawHttp.upgrade(stage.port(), "/prod").startsWith("http/1.1 403 "));
  }
}
