package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

@Timeout(60)
class LifetimeTest {
  private static final Duration ALMOST_IDLE = Duration.ofMinutes(10).minusMillis(1);
  private static final int CLOSE = 8;
  private static final int PONG = 10;
  private static final byte[] PING = RawHttp.frame(9, true, "p".getBytes(StandardCharsets.UTF_8));

  /** Ten minutes minus a moment after whatever just happened nobody goes; the moment later all. */
  private static void assertLivesAnotherTenMinutes(BareStage stage, TestClient client)
      throws Exception {
    stage.clock.advance(ALMOST_IDLE);
    stage.sweepOnce();
    assertEquals("still here", client.ask("{\"action\":\"ask\"}"));
    stage.clock.advance(Duration.ofMinutes(10));
    stage.sweepOnce();
    assertEquals("1001 Going away", client.awaitClose());
    assertEquals("1001 Going away", stage.nextDisconnect());
  }

  private static BareStage stage() throws StageException {
    BareStage stage = BareStage.withAllRoutes();
    stage.functions.answer("ask", PlayedFunctions.answered(200, "still here"));
    return stage;
  }

  @Test
  void aConnectionWithoutMessagesEndsAfterTenMinutes() throws Exception {
    try (BareStage stage = stage()) {
      assertLivesAnotherTenMinutes(stage, stage.open());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-3, 3})
  void settingTheMachinesClockIsNoTimeThatPasses(long hours) throws Exception {
    try (BareStage stage = stage()) {
      TestClient client = stage.open();
      stage.clock.set(Duration.ofHours(hours));
      assertLivesAnotherTenMinutes(stage, client);
    }
  }

  @Test
  void theTenMinutesBeginWhenConnectReturned() throws Exception {
    try (BareStage stage = stage();
        RawHttp raw = new RawHttp(stage.port())) {
      stage.functions.hold("$connect");
      raw.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n");
      stage.nextConnectionId();
      stage.clock.advance(Duration.ofSeconds(28));
      stage.functions.release("$connect");
      raw.readHead();
      stage.clock.advance(ALMOST_IDLE);
      stage.sweepOnce();
      assertEquals(PONG, raw.send(PING).readFrame().opcode());
    }
  }

  @Test
  void aMessageOfTheClientCountsAlsoOnAOneWayRoute() throws Exception {
    try (BareStage stage = stage()) {
      TestClient client = stage.open();
      stage.clock.advance(ALMOST_IDLE);
      client.send("{\"action\":\"tell\"}");
      stage.functions.event("tell");
      assertLivesAnotherTenMinutes(stage, client);
    }
  }

  @Test
  void aPostCounts() throws Exception {
    try (BareStage stage = stage();
        ApiGatewayManagementApiClient sdk = stage.sdk()) {
      TestClient client = stage.open();
      String id = stage.nextConnectionId();
      stage.clock.advance(ALMOST_IDLE);
      sdk.postToConnection(r -> r.connectionId(id).data(SdkBytes.fromUtf8String("keep")));
      assertEquals("keep", client.next());
      assertLivesAnotherTenMinutes(stage, client);
    }
  }

  @Test
  void anAnswerThatComesLateCounts() throws Exception {
    try (BareStage stage = stage()) {
      TestClient client = stage.open();
      stage.functions.hold("ask");
      client.send("{\"action\":\"ask\"}");
      stage.functions.event("ask");
      stage.clock.advance(Duration.ofSeconds(28));
      stage.functions.release("ask");
      assertEquals("still here", client.next());
      stage.clock.advance(ALMOST_IDLE);
      stage.sweepOnce();
      client.send("{\"action\":\"ask\"}");
      stage.functions.release("ask");
      assertEquals("still here", client.next());
      client.closeBlocking();
    }
  }

  @Test
  void aPingCountsOnlyWhereTheStageWasToldSo() throws Exception {
    for (boolean counts : new boolean[] {false, true}) {
      Lifetime lifetime = new Lifetime(Duration.ofMinutes(10), Duration.ofHours(2), counts);
      try (BareStage stage = new BareStage(new Rules(lifetime, false), BareStage.DISCONNECT);
          RawHttp raw = stage.openRaw()) {
        stage.clock.advance(ALMOST_IDLE);
        assertEquals(PONG, raw.send(PING).readFrame().opcode());
        stage.clock.advance(Duration.ofMillis(1));
        stage.sweepOnce();
        if (counts) {
          raw.send(PING);
        }
        assertEquals(counts ? PONG : CLOSE, raw.readFrame().opcode());
      }
    }
  }

  @Test
  void twoHoursEndAConnectionHoweverBusyItIs() throws Exception {
    try (BareStage stage = stage()) {
      TestClient client = stage.open();
      for (int i = 0; i < 15; i++) {
        stage.clock.advance(Duration.ofMinutes(8).minusMillis(1));
        stage.sweepOnce();
        assertEquals("still here", client.ask("{\"action\":\"ask\"}"));
      }
      stage.clock.advance(Duration.ofMillis(15));
      stage.sweepOnce();
      assertEquals("1001 Going away", client.awaitClose());
      assertEquals("1001 Going away", stage.nextDisconnect());
    }
  }

  @Test
  void aSweepThatWasStartedPassesByItself() throws Exception {
    Lifetime quick = new Lifetime(Duration.ofSeconds(1), Duration.ofHours(2), false);
    try (BareStage stage = new BareStage(new Rules(quick, false), BareStage.DISCONNECT)) {
      TestClient client = stage.open();
      stage.sweep().start();
      stage.clock.advance(Duration.ofSeconds(1));
      assertEquals("1001 Going away", client.awaitClose());
    }
  }

  @Test
  void theSweepIsCoarseAndScalesWithTheShorterLimit() {
    assertEquals(Duration.ofSeconds(5), Sweep.period(Lifetime.OF_AWS));
    Duration idle = Duration.ofSeconds(1);
    assertEquals(
        Duration.ofMillis(20), Sweep.period(new Lifetime(idle, Duration.ofHours(2), false)));
    assertEquals(
        Duration.ofMillis(10), Sweep.period(new Lifetime(idle, Duration.ofMillis(500), false)));
  }
}
