package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.aws.Profile.Quotas;
import dev.broadside.aws.Profile.Service;
import dev.broadside.aws.Quota;
import dev.broadside.template.HttpApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP API through the stage's port. */
@Timeout(60)
class HttpGatewayTest {
  private static final String USER = "GET /user/{userId}";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String UPLOAD = "POST /upload";

  private static BareStage stage(String stageName) throws StageException {
    HttpApi api = TestRoutes.api(stageName, null, USER, UPLOAD);
    return new BareStage(new Doorway(), api, Rules.USUAL, BareStage.CONNECT, BareStage.DISCONNECT);
  }

  private static HttpResponse<String> send(BareStage stage, String method, String path, byte[] body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + stage.port() + path);
    return CLIENT.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(BareStage stage, String path) throws Exception {
    return send(stage, "GET", path, new byte[0]);
  }

  @Test
  void aRequestBecomesAnEventAndItsAnswerAResponse() throws Exception {
    try (BareStage stage = stage("$default")) {
      stage.functions.answer(USER, PlayedFunctions.answered(201, "made"));
      HttpResponse<String> answer = get(stage, "/user/a%20b?title=x");
      assertEquals("201 made", answer.statusCode() + " " + answer.body());
      assertTrue(Ids.isWellFormed(answer.headers().firstValue("apigw-requestid").orElse("")));
      JsonNode event = stage.functions.event(USER);
      assertEquals("a b", event.at("/pathParameters/userId").asText());
      assertEquals("x", event.at("/queryStringParameters/title").asText());
      assertEquals("/user/a b", event.get("rawPath").asText());
      assertEquals("http", event.at("/headers/x-forwarded-proto").asText());
    }
  }

  @Test
  void aNamedStageIsTheFirstPartOfEveryPath() throws Exception {
    try (BareStage stage = stage("v1")) {
      assertEquals(200, get(stage, "/v1/user/7").statusCode());
      assertEquals("/v1/user/7", stage.functions.event(USER).get("rawPath").asText());
      assertEquals(404, get(stage, "/user/7").statusCode());
      assertEquals(404, get(stage, "/v12/user/7").statusCode());
    }
  }

  @Test
  void eachFailureHasItsWordsAndNoErrorType() throws Exception {
    try (BareStage stage = stage("$default")) {
      stage.functions.answer(USER, new Invocation.Failed("as told"));
      assertError(500, "Internal Server Error", get(stage, "/user/1"));
      stage.functions.answer(USER, PlayedFunctions.returned("{\"statusCode\":\"x\"}"));
      assertError(500, "Internal Server Error", get(stage, "/user/1"));
      stage.functions.answer(USER, new Invocation.TimedOut());
      assertError(503, "Service Unavailable", get(stage, "/user/1"));
      assertError(404, "Not Found", get(stage, "/nobody"));
      assertError(404, "Not Found", send(stage, "POST", "/user/1", new byte[0]));
      assertError(
          413,
          "Request Entity Too Large",
          send(stage, "POST", "/upload", new byte[(10 << 20) + 1]));
    }
  }

  @Test
  void underAProfileFunctionsTakeTheirTimeAndTheAccountsRequestsAreShared() throws Exception {
    Quotas one = new Quotas(null, new Quota(0.001, 1), null, null, null);
    Rules rules = QuotasTest.rules(one, Map.of(Service.INVOKE, QuotasTest.constant(60)));
    HttpApi api = TestRoutes.api("$default", null, USER);
    try (BareStage stage = new BareStage(new Doorway(), api, rules, BareStage.CONNECT)) {
      long began = System.nanoTime();
      assertEquals(200, get(stage, "/user/1").statusCode());
      assertTrue(System.nanoTime() - began >= 60_000_000, "the profile's latency");
      assertError(429, "Too Many Requests", get(stage, "/user/1"));
      assertTrue(RawHttp.upgrade(stage.port(), "/prod").startsWith("http/1.1 429 "));
      String counters = stage.counters.snapshot().toJson();
      assertTrue(counters.contains("\"throttledRequests\":1,"), counters);
    }
  }

  private static void assertError(int status, String message, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode());
    assertEquals("{\"message\":\"" + message + "\"}", answer.body());
    assertTrue(answer.headers().firstValue("x-amzn-ErrorType").isEmpty());
  }

  @Test
  void tenMegabytesAreTaken() throws Exception {
    try (BareStage stage = stage("$default")) {
      assertEquals(200, send(stage, "POST", "/upload", new byte[10 << 20]).statusCode());
      assertTrue(stage.functions.event(UPLOAD).get("isBase64Encoded").asBoolean());
      assertEquals(Intakes.usualBodies(), stage.intakes().free());
    }
  }

  @Test
  void anEscapeThatIsBrokenIsABadRequest() throws Exception {
    try (BareStage stage = stage("$default")) {
      for (String path : List.of("/user/%zz", "/user/1?a=%z")) {
        try (RawHttp raw = new RawHttp(stage.port())) {
          String head = raw.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
          assertTrue(head.startsWith("http/1.1 400 "), head);
        }
      }
    }
  }

  /** The rest of the port is as it was. */
  @ParameterizedTest
  @CsvSource({
    "GET, /prod, 426, ''",
    "GET, /prod/, 426, ''",
    "POST, /prod/@connections/AAAAAAAAIAMCAAA%3D, 410, GoneException",
    "POST, /dev/@connections/AAAAAAAAIAMCAAA%3D, 403, ForbiddenException",
    "GET, /prod/other, 404, ''",
    "GET, /, 404, ''"
  })
  void theWebSocketApiKeepsItsPaths(String method, String path, int status, String error)
      throws Exception {
    try (BareStage stage = stage("$default")) {
      HttpResponse<String> answer = send(stage, method, path, new byte[0]);
      assertEquals(status, answer.statusCode());
      assertEquals(error, answer.headers().firstValue("x-amzn-ErrorType").orElse(""));
      assertTrue(RawHttp.upgrade(stage.port(), "/prod").startsWith("http/1.1 101 "));
      assertTrue(RawHttp.upgrade(stage.port(), "/user/1").startsWith("http/1.1 403 "));
    }
  }

  @Test
  void preflightsAreAnsweredWithoutARoute() throws Exception {
    HttpApi.Cors cors =
        new HttpApi.Cors(List.of("https://a"), List.of("GET"), List.of(), List.of(), false, null);
    HttpApi api = TestRoutes.api("$default", cors, USER);
    try (BareStage stage = new BareStage(new Doorway(), api, Rules.USUAL);
        RawHttp raw = new RawHttp(stage.port())) {
      String head =
          raw.send(
                  "OPTIONS /user/1 HTTP/1.1\r\nHost: h\r\nOrigin: https://a\r\n"
                      + "Access-Control-Request-Method: GET\r\n\r\n")
              .readHead();
      assertTrue(head.startsWith("http/1.1 204 "), head);
      assertTrue(head.contains("access-control-allow-origin: https://a\r\n"), head);
      head = raw.send("GET /user/1 HTTP/1.1\r\nHost: h\r\nOrigin: https://b\r\n\r\n").readHead();
      assertTrue(head.startsWith("http/1.1 200 "), head);
      assertFalse(head.contains("access-control"), head);
    }
  }
}
