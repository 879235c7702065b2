package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or are broken: each gets an answer, and another client is served. */
@Timeout(60)
class HostileClientsTest {
  private static final String ID = "AAAAAAAAIAMCAAA=";
  private static final String HALF = "POST /prod/@connections/" + ID + " HTTP/1.1\r\nHost: h\r\n";

  private BareStage stage;
  private TestClient other;

  @BeforeEach
  void start() throws Exception {
    stage = BareStage.withAllRoutes();
    stage.functions.answer("ask", PlayedFunctions.answered(200, "served"));
    other = stage.open();
    stage.nextConnectionId();
  }

  @AfterEach
  void theOtherClientIsServed() throws Exception {
    try (BareStage ending = stage) {
      assertEquals("served", other.ask("{\"action\":\"ask\"}"));
      Await.until(() -> ending.intakes().free() == Intakes.usualBodies());
      other.closeBlocking();
    }
  }

  private static void assertStatus(int status, RawHttp raw) throws IOException {
    String head = raw.readHead();
    assertTrue(head.startsWith("http/1.1 " + status + " "), head);
  }

  /** What is left until the stage closes. */
  private static int rest(RawHttp raw) throws IOException {
    return raw.read(1 << 20).length;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /prod HTTP/1.1\r\nHost: h\r\nUpgr",
        "G",
        HALF + "Content-Length: 9\r\n\r\nhalf",
        HALF + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void aRequestThatDoesNotEndIsAnswered408After20Seconds(String half) throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send(half);
      Await.until(stage.intakes()::isReading);
      stage.clock.advance(Intakes.REQUEST.minusMillis(1));
      stage.sweepOnce();
      assertEquals(1, stage.intakes().size());
      stage.clock.advance(Duration.ofMillis(1));
      stage.sweepOnce();
      assertStatus(408, raw);
      rest(raw);
    }
  }

  /** One byte at a time makes it not younger. */
  @Test
  void whoSendsDropByDropIsNotWaitedForLonger() throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("GET /prod HTTP/1.1\r\nX: ");
      Await.until(stage.intakes()::isReading);
      for (int i = 0; i < 4; i++) {
        stage.clock.advance(Duration.ofSeconds(5));
        raw.send("x");
        stage.sweepOnce();
      }
      assertStatus(408, raw);
    }
  }

  @Test
  void aConnectionWithoutARequestIsClosedAfterAMinute() throws Exception {
    try (RawHttp silent = new RawHttp(stage.port());
        RawHttp idle = new RawHttp(stage.port())) {
      idle.send("GET /prod HTTP/1.1\r\nHost: h\r\n\r\n");
      assertStatus(426, idle);
      awaitIntakes(2);
      stage.clock.advance(Intakes.IDLE);
      stage.sweepOnce();
      assertEquals(0, rest(silent));
      rest(idle);
      awaitIntakes(0);
    }
  }

  @Test
  void aRequestThatWaitsForItsFunctionIsLeftAlone() throws Exception {
    stage.functions.hold("$connect");
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n");
      stage.nextConnectionId();
      stage.clock.advance(Duration.ofMinutes(4));
      stage.sweepOnce();
      stage.functions.release("$connect");
      assertStatus(101, raw);
      awaitIntakes(0);
      stage.clock.advance(Duration.ofMinutes(4));
      stage.sweepOnce();
      assertEquals(10, raw.send(RawHttp.frame(9, true, new byte[0])).readFrame().opcode());
    }
    other.ask("{\"action\":\"ask\"}");
  }

  private void awaitIntakes(int count) {
    Await.until(() -> stage.intakes().size() == count);
  }

  @ParameterizedTest
  @CsvSource({"431, 17000, 1", "431, 1000, 20", "431, 1000000, 1"})
  void oversizedHeadersAreAnswered431(int status, int size, int headers) throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("GET /prod HTTP/1.1\r\n" + ("X: " + "x".repeat(size) + "\r\n").repeat(headers));
      raw.send("\r\n");
      assertStatus(status, raw);
    }
  }

  @Test
  void anOversizedRequestLineIsAnswered414() throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("GET /prod?" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n");
      assertStatus(414, raw);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/prod/@connections/AAAAAAAAIAMCAAA=, 131073, 413",
    "/prod/@connections/AAAAAAAAIAMCAAA=, 131072, 410",
    "/prod/@connections/nobody, 1, 400",
    "/prod/@connections/AAAAAAAAIAMCAAA=, 1048577, 413",
    "/prod/@connections/AAAAAAAAIAMCAAA=, 4000000000, 413",
    "/nowhere, 131073, 413",
    "/, 131073, 413"
  })
  void aBodyThatIsTooLargeIsAnswered413BeforeItIsKept(String path, long size, int status)
      throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + size + "\r\n\r\n");
      if (size <= 1 << 20) {
        raw.send(new byte[(int) size]);
      }
      assertStatus(status, raw);
    }
  }

  @Test
  void aBodyWithoutALengthIsBoundedToo() throws Exception {
    try (RawHttp raw = new RawHttp(stage.port())) {
      raw.send("POST /nowhere HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      raw.send(chunk + chunk + chunk);
      assertStatus(413, raw);
    }
  }

  @Test
  void invalidUtf8InAFrameCloses1007AndMalformedFrames1002() throws Exception {
    try (RawHttp text = stage.openRaw();
        RawHttp reserved = stage.openRaw();
        RawHttp unmasked = stage.openRaw()) {
      text.send(RawHttp.frame(1, true, new byte[] {(byte) 0xC0, (byte) 0xAF}));
      assertEquals("1007 ", text.readFrame().close());
      reserved.send(RawHttp.frame(3, true, new byte[1]));
      assertEquals("1002 ", reserved.readFrame().close());
      unmasked.send(new byte[] {(byte) 0x81, 1, 'x'});
      assertEquals("1002 ", unmasked.readFrame().close());
    }
  }

  @Test
  void aClientThatIsGoneWithoutACloseFrameIsDisconnected() throws Exception {
    try (RawHttp fin = stage.openRaw();
        RawHttp reset = stage.openRaw()) {
      fin.finish();
      assertEquals("1006 Connection closed abnormally", stage.nextDisconnect());
      assertEquals(0, rest(fin));
      reset.reset();
      assertEquals("1006 Connection closed abnormally", stage.nextDisconnect());
    }
  }

  @Test
  void aThousandClientsThatComeAtOnceAndSayNothingLeaveNothing() throws Exception {
    List<RawHttp> crowd = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      crowd.add(new RawHttp(stage.port()));
    }
    awaitIntakes(1_000);
    assertTrue(RawHttp.upgrade(stage.port(), "/prod").startsWith("http/1.1 101 "));
    stage.clock.advance(Intakes.IDLE);
    stage.sweepOnce();
    for (RawHttp one : crowd) {
      assertEquals(0, rest(one));
      one.close();
    }
    awaitIntakes(0);
  }
}
