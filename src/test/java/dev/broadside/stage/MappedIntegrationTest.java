package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.broadside.template.Integration;
import dev.broadside.template.Integration.ContentHandling;
import dev.broadside.template.Integration.Mapped;
import dev.broadside.template.Integration.MappingText;
import dev.broadside.template.Integration.PassthroughBehavior;
import dev.broadside.template.Integration.Response;
import dev.broadside.template.Integration.Target;
import dev.broadside.template.Integration.Templates;
import dev.broadside.template.Template;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mapped integrations behind their routes: what targets get, and what clients hear. */
@Timeout(60)
class MappedIntegrationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Target FUNCTION = new Integration.LambdaFunction("plain");
  private static final Target MOCK = new Integration.Mock();

  /** What the HTTP server of the test was asked: method, path, a header and body. */
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private final HttpServer server;
  private volatile int status = 200;

  MappedIntegrationTest() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Amz-Target")
                  + " "
                  + body);
          byte[] answer = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static Templates templates(String key, String text) {
    return new Templates(Map.of(key, new MappingText("t.yaml:9: " + key, text)), null);
  }

  private static Response response(String key, String text) {
    return new Response(key, templates("$default", text), null);
  }

  private static Mapped mapped(Target target, String request, Response... responses) {
    return new Mapped(
        "Mapped",
        target,
        templates("$default", request),
        PassthroughBehavior.WHEN_NO_MATCH,
        null,
        List.of(responses));
  }

  private static Mapped unmapped(PassthroughBehavior behavior) {
    return new Mapped("Mapped", FUNCTION, templates("other", "{}"), behavior, null, List.of());
  }

  private static BareStage stage(Mapped mapped) throws StageException {
    return new BareStage(
        Rules.USUAL,
        new Template.Route("ask", mapped, true),
        new Template.Route("tell", mapped, false),
        new Template.Route("also", new Integration.Proxy("also"), true));
  }

  private static String ask(BareStage stage, String more) throws Exception {
    TestClient client = stage.open();
    String answer = client.ask("{\"action\":\"ask\"" + more + "}");
    client.close();
    return answer;
  }

  private String asked() throws InterruptedException {
    return String.valueOf(asked.poll(20, TimeUnit.SECONDS));
  }

  private static String message(String frame) throws Exception {
    return JSON.readTree(frame).path("message").asText();
  }

  @Test
  void aNumberWithoutQuotesStaysOneAndATextNeedsThem() throws Exception {
    Mapped mapped = mapped(FUNCTION, "{\"n\": $input.path('$.n'), \"s\": \"$input.path('$.s')\"}");
    try (BareStage stage = stage(mapped)) {
      assertEquals("{}", ask(stage, ",\"n\":1795245300000,\"s\":\"안녕\""));
      JsonNode event = stage.functions.event("plain");
      assertTrue(event.get("n").isNumber());
      assertEquals("{\"n\":1795245300000,\"s\":\"안녕\"}", event.toString());
      assertEquals("Internal server error", message(ask(stage, ",\"n\":\"one\",\"s\":\"x\"")));
      assertEquals(0, stage.functions.waiting("plain"));
    }
  }

  @Test
  void brokenJsonIsAnErrorForOneWayRoutesTooAndTheSocketStaysOpen() throws Exception {
    try (BareStage stage = stage(mapped(FUNCTION, "{\"s\": $input.path('$.s')}"))) {
      stage.functions.answer("also", PlayedFunctions.answered(200, "still here"));
      TestClient client = stage.open();
      String frame = client.ask("{\"action\":\"tell\",\"s\":\"text\"}");
      assertEquals("Internal server error", message(frame));
      assertEquals("still here", client.ask("{\"action\":\"also\"}"));
      client.close();
    }
  }

  @Test
  void theSentenceSaysWhereTheTemplateBrokeTheJson() throws Exception {
    Mapping mapping = Mapping.of("ask", mapped(FUNCTION, "{\n \"s\": $input.path('$.s')}"));
    byte[] event =
        "{\"body\":\"{\\\"s\\\":\\\"text\\\"}\",\"requestContext\":{}}"
            .getBytes(StandardCharsets.UTF_8);
    new MappedIntegration(mapping, (loop, message, done) -> {})
        .invoke(
            new EmbeddedChannel().eventLoop(),
            BareStage.ONE_WAY,
            event,
            outcome -> asked.add(outcome.toString()));
    String said = asked();
    assertTrue(
        said.startsWith(
            "Failed[reason=integration Mapped: t.yaml:9: $default:2:7: The output is no JSON"),
        said);
    assertTrue(said.contains("$input.path('$.s') rendered a text without quotes"), said);
  }

  @Test
  void templatesSeeTheContextOfTheEvent() throws Exception {
    String template =
        "{\"all\": \"$context.connectionId $context.routeKey $context.eventType $context.stage"
            + " $context.apiId $context.domainName $context.identity.sourceIp"
            + " $context.messageDirection\", \"at\": $context.requestTimeEpoch,"
            + " \"ids\": \"$context.requestId $context.extendedRequestId $context.messageId\","
            + " \"body\": $input.json('$'), \"none\": \"$context.disconnectReason\"}";
    try (BareStage stage = stage(mapped(FUNCTION, template))) {
      ask(stage, "");
      JsonNode event = stage.functions.event("plain");
      String[] all = event.get("all").asText().split(" ", -1);
      assertEquals(
          "ask MESSAGE prod "
              + new Template.WebSocketApi("A", "a", "", "", List.of()).id()
              + " 127.0.0.1:"
              + stage.port()
              + " 127.0.0.1 IN",
          String.join(" ", List.of(all).subList(1, all.length)));
      assertTrue(Ids.isWellFormed(all[0]));
      String[] ids = event.get("ids").asText().split(" ", -1);
      assertEquals(ids[0], ids[1]);
      assertTrue(Ids.isWellFormed(ids[2]));
      assertEquals(stage.clock.millis(), event.get("at").asLong());
      assertEquals("ask", event.at("/body/action").asText());
      assertEquals("", event.get("none").asText());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WHEN_NO_MATCH, ''",
    "WHEN_NO_TEMPLATES, Unsupported Media Type",
    "NEVER, Unsupported Media Type"
  })
  void aMessageWithoutATemplatePassesOrIsRefused(PassthroughBehavior behavior, String refusal)
      throws Exception {
    try (BareStage stage = stage(unmapped(behavior))) {
      assertEquals(refusal, message(ask(stage, ",\"x\":1")));
      assertEquals(refusal.isEmpty() ? 1 : 0, stage.functions.waiting("plain"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Failed, Internal server error",
    "TimedOut, Endpoint request timed out",
    "Threw, Internal server error"
  })
  void aFunctionThatFailsOrIsLateIsTold(String kind, String sentence) throws Exception {
    Invocation end =
        switch (kind) {
          case "Failed" -> new Invocation.Failed("x");
          case "Threw" -> new Invocation.Threw("x", "y");
          default -> new Invocation.TimedOut();
        };
    try (BareStage stage = stage(mapped(FUNCTION, "{}"))) {
      stage.functions.answer("plain", end);
      assertEquals(sentence, message(ask(stage, "")));
    }
  }

  @Test
  void anActionOfDynamoDbGoesThroughTheStageAndIsCounted() throws Exception {
    Target put = new Integration.AwsAction("dynamodb", "PutItem");
    Mapped mapped =
        mapped(
            put,
            "{\"TableName\":\"t\",\"Item\":{\"id\":{\"S\":\"$context.connectionId\"}}}",
            response("/2\\d\\d/", "stored $input.path('$.n')"),
            response("/4\\d\\d/", "$context.status: $input.json('$')"),
            response("$default", "?"));
    try (BareStage stage = stage(mapped)) {
      stage.tables(server.getAddress());
      assertEquals("stored 1", ask(stage, ""));
      String request = asked();
      assertTrue(
          request.startsWith("POST / DynamoDB_20120810.PutItem {\"TableName\":\"t\",\"Item\""),
          request);
      assertEquals(1, JSON.readTree(stage.counters.snapshot().toJson()).get("requests").asInt());
      status = 400;
      assertEquals("400: {\"n\":1}", ask(stage, ""));
      status = 500;
      assertEquals("?", ask(stage, ""));
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, text 1, POST /a?b=c null text 1", "GET, text, 'GET /a?b=c null '"})
  void anHttpEndpointGetsAnyText(String method, String template, String request) throws Exception {
    Target target =
        new Integration.HttpEndpoint(
            method, "http://127.0.0.1:" + server.getAddress().getPort() + "/a?b=c");
    try (BareStage stage = stage(mapped(target, template))) {
      assertEquals("{\"n\":1}", ask(stage, ""));
      assertEquals(request, asked());
    }
  }

  @Test
  void anEndpointThatIsDownIsAnError() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);
    Target target = new Integration.HttpEndpoint("POST", "http://127.0.0.1:" + port);
    try (BareStage stage = stage(mapped(target, "{}"))) {
      assertEquals("Internal server error", message(ask(stage, "")));
    }
  }

  @Test
  void anAnswerThatNoResponseMatchesIsAnError() throws Exception {
    Mapped mapped = mapped(MOCK, "{\"statusCode\": 200}", response("/5\\d\\d/", "x"));
    try (BareStage stage = stage(mapped)) {
      assertEquals("Internal server error", message(ask(stage, "")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"statusCode\": 200} | 200 ",
        "{\"statusCode\": $input.path('$.s')} | 503 ",
        "{\"statusCode\": \"200\"} | Internal server error",
        "{\"statusCode\": 99} | Internal server error",
        "{} | Internal server error"
      })
  void aMockAnswersWithTheStatusThatItsTemplateSays(String template, String answer)
      throws Exception {
    try (BareStage stage = stage(mapped(MOCK, template, response("$default", "$context.status")))) {
      String frame = ask(stage, ",\"s\":503");
      assertEquals(answer, frame.startsWith("{") ? message(frame) : frame);
    }
  }

  @ParameterizedTest
  @CsvSource({"200, 101", "404, 404", "500, 500", "7, 502"})
  void aMappedConnectRouteDecidesByStatusAndSeesTheHandshake(int code, int answer)
      throws Exception {
    Mapped connect =
        mapped(MOCK, "{\"statusCode\": $input.params('code'), \"h\": \"$input.params('Host')\"}");
    try (BareStage stage =
        new BareStage(Rules.USUAL, new Template.Route("$connect", connect, false))) {
      String head = RawHttp.upgrade(stage.port(), "/prod?code=" + code);
      assertTrue(head.startsWith("http/1.1 " + answer + " "), head);
    }
  }

  @Test
  void aMappedConnectRouteThatRefusesItsBodyIs415() throws Exception {
    Template.Route connect =
        new Template.Route("$connect", unmapped(PassthroughBehavior.NEVER), false);
    try (BareStage stage = new BareStage(Rules.USUAL, connect)) {
      assertTrue(RawHttp.upgrade(stage.port(), "/prod").startsWith("http/1.1 415 "));
    }
  }

  @Test
  void aMappedDisconnectRouteHearsCodeAndReason() throws Exception {
    Mapped mapped =
        mapped(
            FUNCTION,
            "{\"code\": $context.disconnectStatusCode, \"why\": \"$context.disconnectReason\"}");
    try (BareStage stage =
        new BareStage(Rules.USUAL, new Template.Route("$disconnect", mapped, false))) {
      stage.open().leave(4001, "bye");
      assertEquals("{\"code\":4001,\"why\":\"bye\"}", stage.functions.event("plain").toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sqs, 'route put, integration Mapped: the service sqs is not called by this stage: use an action"
        + " of dynamodb, or a function'",
    "https://h/x, 'route put, integration Mapped: ''https://h/x'' is no URL that this stage calls:"
        + " write http://HOST:PORT/PATH'",
    "http://h/{x}, 'route put, integration Mapped: ''http://h/{x}'' is no URL that this stage calls:"
        + " write http://HOST:PORT/PATH'",
  })
  void aTargetThatIsNotCalledIsRefusedByName(String name, String sentence) {
    Target target =
        name.startsWith("http")
            ? new Integration.HttpEndpoint("POST", name)
            : new Integration.AwsAction(name, "SendMessage");
    assertEquals(sentence, refusal(mapped(target, "{}")));
  }

  @Test
  void whatCannotBeMappedIsRefusedByName() {
    assertEquals(
        "route put, integration Mapped: the IntegrationResponseKey /(/ is no pattern: Unclosed group",
        refusal(mapped(MOCK, "{}", response("/(/", ""))));
    assertEquals(
        "route put, integration Mapped: CONVERT_TO_BINARY is not supported: leave out"
            + " ContentHandlingStrategy",
        refusal(
            new Mapped(
                "Mapped",
                MOCK,
                templates("a", ""),
                PassthroughBehavior.NEVER,
                ContentHandling.CONVERT_TO_BINARY,
                List.of())));
    assertEquals(
        "route put, integration Mapped: the TemplateSelectionExpression reads"
            + " integration.response.statuscode: write $request.body.NAME",
        refusal(
            new Mapped(
                "Mapped",
                MOCK,
                new Templates(Map.of(), "$integration.response.statuscode"),
                PassthroughBehavior.NEVER,
                null,
                List.of())));
  }

  private static String refusal(Mapped mapped) {
    Template.WebSocketApi api =
        new Template.WebSocketApi(
            "A",
            "a",
            "$request.body.action",
            "prod",
            List.of(new Template.Route("put", mapped, false)));
    return String.valueOf(
        assertThrows(StageException.class, () -> Api.of(api, "127.0.0.1:1")).getMessage());
  }
}
