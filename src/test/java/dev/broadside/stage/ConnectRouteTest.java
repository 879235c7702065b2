package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake, read as bytes: client libraries hide every answer but 101. */
@Timeout(60)
class ConnectRouteTest {
  private BareStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = BareStage.withAllRoutes();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private String handshake() throws Exception {
    return RawHttp.upgrade(stage.port(), "/prod");
  }

  @Test
  void anApiWithoutConnectLetsEverybodyIn() throws Exception {
    try (BareStage open = new BareStage(Rules.USUAL)) {
      assertTrue(RawHttp.upgrade(open.port(), "/prod").startsWith("http/1.1 101 "));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 429, 500, 501})
  void anyOtherStatusIsPassedOnWithoutItsBody(int status) throws Exception {
    stage.functions.answer("$connect", PlayedFunctions.answered(status, "for nobody"));
    String head = handshake();
    assertTrue(head.startsWith("http/1.1 " + status + " "), head);
    assertTrue(head.contains("content-length: 0\r\n"), head);
    assertEquals(0, stage.functions.waiting("$disconnect"));
  }

  @ParameterizedTest
  @CsvSource({"Failed, 502, Internal server error", "TimedOut, 504, Endpoint request timed out"})
  void aFunctionThatThrowsIs502AndOneThatIsLate504(String kind, int status, String message)
      throws Exception {
    Invocation end = kind.equals("Failed") ? new Invocation.Failed("x") : new Invocation.TimedOut();
    stage.functions.answer("$connect", end);
    try (RawHttp raw = new RawHttp(stage.port())) {
      String head = raw.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n").readHead();
      assertTrue(head.startsWith("http/1.1 " + status + " "), head);
      String begin = "{\"message\": \"" + message + "\", ";
      assertEquals(begin, new String(raw.read(begin.length()), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aSubprotocolIsSelectedOnlyWhenTheFunctionReturnsIt() throws Exception {
    String ask = "GET /prod HTTP/1.1\r\nSec-WebSocket-Protocol: chat\r\n" + RawHttp.UPGRADE;
    try (RawHttp raw = new RawHttp(stage.port())) {
      assertFalse(raw.send(ask + "\r\n").readHead().contains("sec-websocket-protocol"));
    }
    stage.functions.answer(
        "$connect",
        PlayedFunctions.returned(
            """
            {"statusCode":200,"headers":{"Sec-WebSocket-Protocol":"chat"},"body":"body"}"""));
    try (RawHttp raw = new RawHttp(stage.port())) {
      String head = raw.send(ask + "\r\n").readHead();
      assertTrue(head.contains("sec-websocket-protocol: chat\r\n"), head);
      assertFalse(head.contains("content-length"), head);
    }
  }

  @Test
  void aClientThatLeavesDuringConnectIsToldToDisconnectOnceItWasAccepted() throws Exception {
    stage.functions.hold("$connect");
    RawHttp raw = new RawHttp(stage.port());
    raw.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n");
    stage.nextConnectionId();
    raw.reset();
    stage.functions.release("$connect");
    assertEquals("1006 ", stage.nextDisconnect().substring(0, 5));
  }

  @Test
  void aRefusedClientMayTryAgainOnTheSameSocket() throws Exception {
    stage.functions.answer("$connect", PlayedFunctions.answered(401, ""));
    try (RawHttp raw = new RawHttp(stage.port())) {
      String ask = "GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n";
      assertTrue(raw.send(ask).readHead().startsWith("http/1.1 401 "));
      stage.functions.answer("$connect", PlayedFunctions.answered(200, ""));
      assertTrue(raw.send(ask).readHead().startsWith("http/1.1 101 "));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /prod HTTP/1.1, 426",
    "GET /prod?a=b HTTP/1.1, 426",
    "GET /test HTTP/1.1, 403",
    "GET / HTTP/1.1, 403",
    "GET prod HTTP/1.1, 403",
    "GET /prod HTTP/9, 400",
    "nonsense, 400"
  })
  void whatIsNoWebSocketIsTurnedAway(String line, int status) throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      String head = raw.send(line + "\r\nHost: h\r\n\r\n").readHead();
      assertTrue(head.startsWith("http/1.1 " + status + " "), head);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /prod?a=% HTTP/1.1", "GET /prod?a=%zz HTTP/1.1"})
  void aQueryStringThatCannotBeDecodedIsABadRequest(String line) throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      String head = raw.send(line + "\r\n" + RawHttp.UPGRADE + "\r\n").readHead();
      assertTrue(head.startsWith("http/1.1 400 "), head);
    }
  }

  @ParameterizedTest
  @CsvSource({"4300, 10, 414", "10, 17000, 431"})
  void aUrlOrHeadersThatAreTooLongAreRefusedAndTheSocketCloses(int url, int header, int status)
      throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      String head =
          raw.send(
                  "GET /prod?q="
                      + "q".repeat(url)
                      + " HTTP/1.1\r\nX-Long: "
                      + "h".repeat(header)
                      + "\r\n"
                      + RawHttp.UPGRADE
                      + "\r\n")
              .readHead();
      assertTrue(head.startsWith("http/1.1 " + status + " "), head);
      assertTrue(head.contains("connection: close\r\n"), head);
    }
  }
}
