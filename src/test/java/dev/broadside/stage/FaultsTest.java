package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults over the control endpoint, on the stage's own port. */
@Timeout(60)
class FaultsTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BareStage stage;

  FaultsTest() throws StageException {
    stage = stage();
  }

  private BareStage stage() throws StageException {
    return new BareStage(
        Rules.USUAL, List.of(TableModelTest.ROOMS), BareStage.CONNECT, BareStage.DISCONNECT);
  }

  @AfterEach
  void end() {
    stage.close();
    http.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder faults() {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + stage.port() + "/_broadside/faults"));
  }

  private String begin(String fault) throws Exception {
    HttpResponse<String> answer = send(faults().POST(BodyPublishers.ofString(fault)));
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private String heal() throws Exception {
    return send(faults().DELETE()).body();
  }

  private int post(String id, String body) throws Exception {
    URI uri = URI.create(stage.url("http", "/@connections/" + id.replace("=", "%3D")));
    return send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body))).statusCode();
  }

  /** Whoever has the lock of faults may wait for a process. */
  @Test
  void aFaultThatWaitsHoldsUpNobodyElse() throws Exception {
    try (RawHttp client = stage.openRaw();
        RawHttp faulty = new RawHttp(stage.port())) {
      synchronized (stage.faults()) {
        faulty.send("DELETE /_broadside/faults HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals(200, post(stage.nextConnectionId(), "served"));
        assertEquals("served", new String(client.readFrame().payload(), StandardCharsets.UTF_8));
      }
      assertTrue(faulty.readHead().startsWith("http/1.1 200 "));
    }
  }

  @ParameterizedTest
  @CsvSource({"fin", "reset"})
  void aKilledConnectionEndsWithoutACloseFrameAndIsGone(String how) throws Exception {
    try (RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      assertEquals(
          "{\"faults\":{\"fault\":\"kill\",\"hit\":1,\"of\":1}}",
          begin("{\"kill\":\"100%\",\"how\":\"" + how + "\"}"));
      if (how.equals("fin")) {
        assertEquals(0, client.read(1).length);
      } else {
        assertThrows(SocketException.class, () -> client.read(1));
      }
      assertEquals("1006 Connection closed abnormally", stage.nextDisconnect());
      assertEquals(410, post(id, "x"));
    }
  }

  @Test
  void aShareOfTheConnectionsIsDrawnFromTheSeed() throws Exception {
    List<Integer> first = killedOfTwenty(stage);
    try (BareStage again = stage()) {
      assertEquals(first, killedOfTwenty(again));
    }
    assertEquals(5, first.size());
  }

  /** Their numbers, in the order in which they connected, at different milliseconds. */
  private static List<Integer> killedOfTwenty(BareStage stage) throws Exception {
    List<String> ids = new ArrayList<>();
    List<RawHttp> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add(stage.openRaw());
      ids.add(stage.nextConnectionId());
      stage.clock.advance(Duration.ofMillis(1));
    }
    stage.faults().begin(new Fault.Kill(0.25, Fault.How.FIN, null));
    List<Integer> killed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = stage.functions.event("$disconnect").at("/requestContext/connectionId").asText();
      killed.add(ids.indexOf(id));
    }
    for (RawHttp client : clients) {
      client.close();
    }
    killed.sort(null);
    return killed;
  }

  @Test
  void aFrozenClientsQueueFillsUntilPostsAreRefusedAndAllComesWhenItHeals() throws Exception {
    try (RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      begin("{\"freeze\":\"100%\"}");
      String frame = "y".repeat(10_000);
      int accepted = 0;
      while (post(id, frame) == 200) {
        accepted++;
      }
      assertEquals(7, accepted, "64 KB of frames");
      assertEquals("{\"faults\":{\"healed\":1,\"postsHit\":0}}", heal());
      for (int i = 0; i < accepted; i++) {
        assertEquals(frame, new String(client.readFrame().payload(), StandardCharsets.UTF_8));
      }
      assertEquals(200, post(id, "after"));
      assertEquals("after", new String(client.readFrame().payload(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aSilentConnectionTakesPostsAndGivesNothingUntilItsTimeIsOver() throws Exception {
    try (RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      long before = System.nanoTime();
      begin("{\"kill\":\"100%\",\"how\":\"silent\",\"for\":\"300ms\"}");
      for (int i = 0; i < 20; i++) {
        assertEquals(200, post(id, "z".repeat(10_000)), "beyond its queue, within the kernel's");
      }
      client.readFrame();
      assertTrue(System.nanoTime() - before >= 300_000_000L, "it was silent");
    }
  }

  @Test
  void aShareOfThePostsFailsAsAskedUntilHealed() throws Exception {
    try (RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      assertEquals(
          "{\"faults\":{\"fault\":\"fail\",\"hit\":null}}",
          begin("{\"fail\":\"100%\",\"with\":429}"));
      assertEquals(429, post(id, "x"));
      heal();
      begin("{\"fail\":\"30%\",\"with\":500}");
      int failed = 0;
      for (int i = 0; i < 100; i++) {
        failed += post(id, "x") == 500 ? 1 : 0;
      }
      assertTrue(failed > 15 && failed < 45, failed + " of 100");
      assertEquals("{\"faults\":{\"healed\":1,\"postsHit\":" + (failed + 1) + "}}", heal());
      assertEquals(failed, stage.counters.snapshot().failed());
      assertEquals(1, stage.counters.snapshot().throttled());
      assertEquals(101, stage.counters.snapshot().posts());
      client.readFrame();
    }
  }

  @Test
  void aDelayedPostArrivesLater() throws Exception {
    try (RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      begin("{\"delay\":\"100%\",\"by\":\"250ms\",\"for\":\"1m\"}");
      long began = System.nanoTime();
      assertEquals(200, post(id, "x"));
      assertTrue(System.nanoTime() - began >= 250_000_000L);
      assertEquals("x", new String(client.readFrame().payload(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aThrottledTableAnswersAsDynamoDbDoes() throws Exception {
    stage.tables(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    begin("{\"throttle\":\"rooms\"}");
    HttpRequest.Builder scan =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port() + "/"))
            .header("X-Amz-Target", "DynamoDB_20120810.Scan")
            .POST(BodyPublishers.ofString("{\"TableName\":\"rooms\"}"));
    HttpResponse<String> answer = send(scan);
    assertEquals(400, answer.statusCode());
    assertTrue(
        answer
            .body()
            .startsWith(
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\""),
        answer.body());
    assertTrue(answer.body().contains("TableReadKeyRangeThroughputExceeded"));
    assertTrue(answer.headers().firstValue("x-amz-crc32").isPresent());
    assertEquals(52, answer.headers().firstValue("x-amzn-RequestId").orElse("").length());
    heal();
    assertFalse(send(scan).statusCode() == 400, "nobody is behind it, but nobody refuses it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | a fault has one of kill, freeze, fail, delay, throttle, stop, as {\"kill\":\"5%\",\"how\":\"reset\"}",
        "{\"kill\":\"5%\",\"freeze\":\"5%\"} | a fault has one of kill, freeze, fail, delay, throttle, stop, as {\"kill\":\"5%\",\"how\":\"reset\"}",
        "{\"kill\":\"0%\"} | 'kill' must be a share above 0% and up to 100%, as 5%, not '0%'",
        "{\"kill\":5} | 'kill' must be text, not 5",
        "{\"kill\":\"5%\",\"how\":\"gently\"} | 'how' must be fin or reset or silent, not \"gently\"",
        "{\"kill\":\"5%\",\"for\":\"1s\"} | 'for' goes with how: silent only: a socket that was closed does not come back",
        "{\"freeze\":\"5%\",\"how\":\"fin\"} | 'how' does not go with 'freeze': known there are freeze, for",
        "{\"fail\":\"5%\",\"with\":418} | 'with' must be 500 or 429 or 410, not 418",
        "{\"delay\":\"5%\"} | 'by' is missing",
        "{\"delay\":\"5%\",\"by\":\"soon\"} | 'by' must be a time, as 10s or 500ms, not 'soon'",
        "{\"throttle\":\"nobody\"} | there is no 'nobody' to throttle: there are rooms",
        "{\"stop\":\"sqs\"} | there is no process 'sqs' to stop: there are none",
        "{\"stop\":\"sqs\",\"how\":\"end\",\"for\":\"1s\"} | 'for' goes with how: pause only: what ended does not come back",
      })
  void aFaultThatCannotBeIsAnsweredInOneSentence(String fault, String sentence) throws Exception {
    HttpResponse<String> answer = send(faults().POST(BodyPublishers.ofString(fault)));
    assertEquals(400, answer.statusCode());
    assertEquals("{\"message\":\"" + sentence.replace("\"", "\\\"") + "\"}", answer.body());
  }

  @Test
  void whatIsNoJsonWhatIsTooMuchAndWhatComesFromAPageIsRefused() throws Exception {
    for (String broken :
        List.of("", "{", "{\"kill\":\"5%\"} x", "{\"kill\":\"5%\",\"kill\":\"6%\"}")) {
      assertEquals(400, send(faults().POST(BodyPublishers.ofString(broken))).statusCode(), broken);
    }
    assertEquals(405, send(faults().GET()).statusCode());
    HttpRequest.Builder page = faults().header("Origin", "https://a.example").DELETE();
    assertEquals(403, send(page).statusCode());
  }

  @Test
  void nobodyElseIsHitWhileOneStandsStill() throws Exception {
    try (RawHttp one = stage.openRaw();
        RawHttp other = stage.openRaw()) {
      List<String> ids = List.of(stage.nextConnectionId(), stage.nextConnectionId());
      begin("{\"freeze\":\"50%\"}");
      for (String id : ids) {
        assertEquals(200, post(id, "x"));
      }
      // Whom it reaches is waited for; whom it does not, has a moment more.
      boolean first = gets(one);
      boolean second = gets(other);
      while (!first && !second) {
        first = gets(one);
        second = gets(other);
      }
      assertTrue(first != second, "both got it");
    }
  }

  private static boolean gets(RawHttp client) throws IOException {
    client.timeout(300);
    try {
      return client.read(3).length == 3;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
