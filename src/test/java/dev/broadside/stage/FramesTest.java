package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What frames do, sent by hand where libraries would not send them. */
@Timeout(60)
class FramesTest {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FRAME_LIMIT = 32 << 10;
  private static final String ASK = "{\"action\":\"ask\"}";

  private BareStage stage;
  private RawHttp raw;

  @BeforeEach
  void start() throws Exception {
    stage = BareStage.withAllRoutes();
    stage.functions.answer("ask", PlayedFunctions.answered(200, "answer"));
    raw = stage.openRaw();
  }

  @AfterEach
  void stop() throws Exception {
    raw.close();
    stage.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code ASK} filled up with blanks. */
  private static byte[] ask(int length) {
    return bytes(ASK + " ".repeat(length - ASK.length()));
  }

  private String ask() throws Exception {
    raw.send(RawHttp.frame(TEXT, true, bytes(ASK)));
    return new String(raw.readFrame().payload(), StandardCharsets.UTF_8);
  }

  @Test
  void aBinaryFrameClosesWith1003() throws Exception {
    raw.send(RawHttp.frame(BINARY, true, bytes(ASK)));
    assertEquals("1003 ", raw.readFrame().close());
    raw.close();
    assertTrue(stage.nextDisconnect().startsWith("1003 "));
    assertEquals(0, stage.functions.waiting("ask"));
  }

  @Test
  void aFrameOf32KbPassesAndOneByteMoreClosesWith1009() throws Exception {
    raw.send(RawHttp.frame(TEXT, true, ask(FRAME_LIMIT)));
    assertEquals(TEXT, raw.readFrame().opcode());
    raw.send(RawHttp.frame(TEXT, true, ask(FRAME_LIMIT + 1)));
    assertEquals("1009 ", raw.readFrame().close());
    raw.close();
    assertTrue(stage.nextDisconnect().startsWith("1009 "));
  }

  @Test
  void theCloseFrameArrivesAlsoWhenTheClientSendsOn() throws Exception {
    raw.send(RawHttp.frame(TEXT, true, new byte[4 << 20]));
    assertEquals("1009 ", raw.readFrame().close());
  }

  @Test
  void aMessageOf128KbInFragmentsPassesAndOneByteMoreClosesWith1009() throws Exception {
    byte[] blanks = bytes(" ".repeat(FRAME_LIMIT));
    raw.send(RawHttp.frame(TEXT, false, ask(FRAME_LIMIT)));
    raw.send(RawHttp.frame(0, false, blanks)).send(RawHttp.frame(0, false, blanks));
    raw.send(RawHttp.frame(0, true, blanks));
    assertEquals(TEXT, raw.readFrame().opcode());
    assertEquals(128 << 10, stage.functions.event("ask").get("body").asText().length());

    raw.send(RawHttp.frame(TEXT, false, ask(FRAME_LIMIT)));
    raw.send(RawHttp.frame(0, false, blanks)).send(RawHttp.frame(0, false, blanks));
    raw.send(RawHttp.frame(0, false, blanks)).send(RawHttp.frame(0, true, bytes(" ")));
    assertEquals("1009 ", raw.readFrame().close());
  }

  @Test
  void aPingIsAnsweredAndInvokesNothingAlsoBetweenFragments() throws Exception {
    raw.send(RawHttp.frame(TEXT, false, bytes("{\"action\":")));
    raw.send(RawHttp.frame(PING, true, bytes("are you there")));
    RawHttp.Frame pong = raw.readFrame();
    assertEquals(PONG, pong.opcode());
    assertArrayEquals(bytes("are you there"), pong.payload());
    raw.send(RawHttp.frame(PONG, true, bytes("unasked")));
    raw.send(RawHttp.frame(0, true, bytes("\"ask\"}")));
    assertEquals("answer", new String(raw.readFrame().payload(), StandardCharsets.UTF_8));
    stage.functions.event("ask");
    assertEquals(0, stage.functions.waiting("ask"));
    assertEquals(0, stage.functions.waiting("tell"));
  }

  @Test
  void whatIsNoUtf8ClosesWith1007AndWhatBreaksTheProtocolWith1002() throws Exception {
    raw.send(RawHttp.frame(TEXT, true, new byte[] {(byte) 0xC3, 0x28}));
    assertEquals("1007 ", raw.readFrame().close());
    try (RawHttp unmasked = stage.openRaw()) {
      unmasked.send(new byte[] {(byte) 0x81, 1, 'x'});
      assertEquals("1002 ", unmasked.readFrame().close());
    }
    try (RawHttp reserved = stage.openRaw()) {
      reserved.send(RawHttp.frame(3, true, bytes("x")));
      assertEquals("1002 ", reserved.readFrame().close());
    }
  }

  @ParameterizedTest
  @CsvSource({"Failed, Internal server error", "TimedOut, Endpoint request timed out"})
  void aFunctionThatFailsOrIsLateYieldsAFrameAndTheSocketStaysOpen(String kind, String message)
      throws Exception {
    Invocation end = kind.equals("Failed") ? new Invocation.Failed("x") : new Invocation.TimedOut();
    stage.functions.answer("tell", end);
    raw.send(RawHttp.frame(TEXT, true, bytes("{\"action\":\"tell\"}")));
    assertError(message, stage.functions.event("tell"));
    assertEquals("answer", ask());
  }

  private void assertError(String message, JsonNode event) throws Exception {
    JsonNode context = event.get("requestContext");
    JsonNode error = new ObjectMapper().readTree(raw.readFrame().payload());
    Map<String, String> expected =
        Map.of(
            "message", message,
            "connectionId", context.get("connectionId").asText(),
            "requestId", context.get("requestId").asText());
    assertEquals(new ObjectMapper().valueToTree(expected), error);
  }

  @Test
  void aMessageWithoutARouteIsForbiddenAndTheSocketStaysOpen() throws Exception {
    raw.send(RawHttp.frame(TEXT, true, bytes("nobody")));
    String error = new String(raw.readFrame().payload(), StandardCharsets.UTF_8);
    String id = stage.nextConnectionId();
    assertTrue(
        error.matches(
            "\\{\"message\": \"Forbidden\", \"connectionId\":\""
                + id
                + "\", \"requestId\":\"[^\"]{16}\"}"),
        error);
    assertEquals("answer", ask());
  }

  @Test
  void aOneWayRouteAnswersNothingWhateverItsStatusAndATwoWayRouteItsBody() throws Exception {
    for (int status : new int[] {200, 201, 301, 401, 501}) {
      stage.functions.answer("tell", PlayedFunctions.answered(status, "nobody reads this"));
      raw.send(RawHttp.frame(TEXT, true, bytes("{\"action\":\"tell\"}")));
      stage.functions.event("tell");
      assertEquals("answer", ask());
    }
    stage.functions.answer("ask", PlayedFunctions.answered(200, null));
    assertEquals("", ask());
  }

  @ParameterizedTest
  @CsvSource({"1000, ''", "4001, enough", "3000, 이유"})
  void theClientsCloseCodeComesBackAndReachesDisconnect(int code, String reason) throws Exception {
    byte[] text = bytes(reason);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    raw.send(RawHttp.frame(8, true, payload));
    assertEquals(code + " ", raw.readFrame().close());
    assertEquals(code + " " + reason, stage.nextDisconnect());
  }

  @Test
  void aCloseFrameWithoutACodeIs1005ToDisconnect() throws Exception {
    raw.send(RawHttp.frame(8, true, new byte[0]));
    assertEquals(0, raw.readFrame().payload().length);
    JsonNode event = stage.functions.event("$disconnect");
    assertEquals(
        "{\"Host\":\"127.0.0.1:%d\",\"x-api-key\":\"\",\"X-Forwarded-For\":\"\",\"x-restapi\":\"\"}"
            .formatted(stage.port()),
        event.get("headers").toString());
    assertEquals(1005, event.at("/requestContext/disconnectStatusCode").asInt());
    assertEquals(
        "Client-side close frame status not set",
        event.at("/requestContext/disconnectReason").asText());
    assertFalse(event.has("body"));
  }
}
