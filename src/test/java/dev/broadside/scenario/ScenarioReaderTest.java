package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Slo.Limit;
import dev.broadside.scenario.Slo.Metric;
import dev.broadside.scenario.Slo.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
  private static final String SMALLEST = "question: q\naudience: { connections: 5 }\n";

  private static final String LARGEST =
      """
      question: How late is the last of a hundred?
      seed: 7
      target: wss://${HOST}/prod?stage=b
      local: { design: scan-chat, lookup: scan, fanout: serial, concurrency: 8, profile: ideal }
      connect: { rate: 30/min, query: { b: "2", a: 'x=${TOKEN}' }, headers: { X-A: "" }, \
      subprotocol: chat.v1, auth: none }
      audience: { connections: 100, rooms: 1, settle: 1.5s, repeats: false, witnesses: 0 }
      publish:
        via: websocket
        message: '${TOKEN} #{marker}'
        rate: 0.5/s
        arrival: constant
        warmup: 0s
        for: 1m
        drain: 250ms
        payload: 1KB
        publishers: 3
      slo: { delivery: { max: 2s, p50: 500us }, last: { p95: 1s }, lost: 0, duplicate: 1, \
      unexpected: 2 }
      limits: { messages: 5000, duration: 1h }
      """;

  private static Scenario read(String text, String... overrides) throws ScenarioException {
    Map<String, String> environment = Map.of("TOKEN", "s3cret", "HOST", "example.com");
    return new ScenarioReader(environment::get)
        .parse("scenario.yaml", "scenario", text, List.of(overrides));
  }

  @Test
  void fillsInEveryDefault() throws ScenarioException {
    Publish publish =
        new Publish(
            new Via.WebSocket(),
            "{\"action\":\"sendMessage\",\"message\":\"#{marker}\"}",
            Pace.steady(new Rate(2), Duration.ofSeconds(30)),
            new Arrival.Constant(),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Payload.of(new ByteSize(512)),
            10);
    assertEquals(
        new Scenario(
            "scenario",
            "q",
            1,
            null,
            new Local("scan-chat", "scan", "async", 64, "ideal"),
            new Connect(new Rate(500), Map.of(), Map.of(), null),
            new Audience(5, Duration.ZERO),
            publish,
            List.of(),
            Slo.NONE,
            new Limits(1_000_000, Duration.ofMinutes(10), null)),
        read(SMALLEST));
  }

  @Test
  void readsEveryKey() throws ScenarioException {
    Publish publish =
        new Publish(
            new Via.WebSocket(),
            "${TOKEN} #{marker}",
            Pace.steady(new Rate(0.5), Duration.ofMinutes(1)),
            new Arrival.Constant(),
            Duration.ZERO,
            Duration.ofMillis(250),
            Payload.of(new ByteSize(1024)),
            3);
    Slo slo =
        new Slo(
            List.of(
                new Limit(Metric.LAST, Statistic.P95, Duration.ofSeconds(1)),
                new Limit(Metric.DELIVERY, Statistic.P50, Duration.ofNanos(500_000)),
                new Limit(Metric.DELIVERY, Statistic.MAX, Duration.ofSeconds(2))),
            0L,
            1L,
            2L);
    assertEquals(
        new Scenario(
            "scenario",
            "How late is the last of a hundred?",
            7,
            "wss://${HOST}/prod?stage=b",
            new Local("scan-chat", "scan", "serial", 8, "ideal"),
            new Connect(
                new Rate(0.5), Map.of("a", "x=${TOKEN}", "b", "2"), Map.of("X-A", ""), "chat.v1"),
            new Audience(100, Duration.ofMillis(1500)),
            publish,
            List.of(),
            slo,
            new Limits(5000, Duration.ofHours(1), "50%")),
        read(LARGEST));
  }

  @Test
  void readsHowSocketsGetToTheStageAndWhoSigns() throws ScenarioException {
    String text =
        """
        question: q
        target: wss://${HOST}/chat
        connect:
          auth: { iam: eu-west-1 }
          tls: { ca: ca.pem, insecure: true }
          from: [127.0.0.2, "::1"]
          proxy: http://me:${TOKEN}@proxy.example.com:3128
        audience: { connections: 5 }
        limits: { errors: 12.5% }
        """;
    Scenario scenario = read(text);
    assertEquals(
        new Reach(
            "ca.pem",
            true,
            List.of("127.0.0.2", "::1"),
            "http://me:${TOKEN}@proxy.example.com:3128"),
        scenario.connect().reach());
    assertEquals(new Auth.Iam("eu-west-1"), scenario.connect().auth().iam());
    assertEquals(0.125, scenario.limits().errorShare());
    assertEquals(scenario, read(ScenarioWriter.toYaml(scenario)));
    assertEquals(new Auth.Iam(null), read(text, "connect.auth=iam").connect().auth().iam());
  }

  @Test
  void readsRoomsTokensAndHowAConnectionJoins() throws ScenarioException {
    String rooms =
        """
        question: q
        connect:
          query: { room: '#{room}' }
          auth: { query: { t: '#{token}' }, headers: { X-User: '#{user}' }, tokens: tokens.txt }
        join: { message: '{"user":"#{user}","key":"${TOKEN}"}', reply: ok, within: 2s }
        audience: { connections: 10, rooms: 3, sizes: [50%, 30%, 20%], repeats: True }
        """;
    Scenario scenario = read(rooms);
    Sizes shares = Sizes.parse(List.of("50%", "30%", "20%"));
    assertEquals(new Audience(10, Duration.ZERO, 3, shares, true), scenario.audience());
    assertEquals(
        new Join("{\"user\":\"#{user}\",\"key\":\"${TOKEN}\"}", "ok", Duration.ofSeconds(2)),
        scenario.connect().join());
    assertEquals(
        new Auth(Map.of("t", "#{token}"), Map.of("X-User", "#{user}"), "tokens.txt"),
        scenario.connect().auth());
  }

  @Test
  void aBroadcastToOneOfManyRoomsIsAsManyMessagesAsTheRoomHasConnections()
      throws ScenarioException {
    // 100 broadcasts: 50 to five subscribers and one publisher, 50 to three and one, each one in.
    assertEquals(
        100 + 50 * 6 + 50 * 4,
        read(
                "question: q\naudience: { connections: 10, rooms: 3, sizes: [50%, 30%, 20%] }\n",
                "publish={publishers: 2, rate: 2/s, warmup: 20s, for: 30s}", "limits.messages=600")
            .limits()
            .messages());
  }

  @Test
  void readsFaultsWithTheirDefaultsSpelledOut() throws ScenarioException {
    String faults =
        """
        faults:
          - { at: 20s, kill: 5%, how: reset }
          - { kill: 100%, at: 0s }
          - { at: 21s, fail: 0.5%, for: 2s }
          - { at: 1m, stop: dynamodb }
        publish: { for: 2m }
        """;
    assertEquals(
        List.of(
            new Fault(Duration.ofSeconds(20), Map.of("kill", "5%", "how", "reset")),
            new Fault(Duration.ZERO, Map.of("kill", "100%", "how", "fin")),
            new Fault(Duration.ofSeconds(21), Map.of("fail", "0.5%", "with", "500", "for", "2s")),
            new Fault(Duration.ofMinutes(1), Map.of("stop", "dynamodb", "how", "pause"))),
        read(SMALLEST + faults).faults());
  }

  @Test
  void overridesTheFaultsAsAWhole() throws ScenarioException {
    assertEquals(
        List.of(new Fault(Duration.ofSeconds(1), Map.of("freeze", "5%"))),
        read(SMALLEST, "faults=[{at: 1s, freeze: 5%}]").faults());
  }

  @Test
  void keepsTheOrderOfTheQuery() throws ScenarioException {
    assertEquals(List.of("b", "a"), List.copyOf(read(LARGEST).connect().query().keySet()));
  }

  @Test
  void overridesOneKeyAndLeavesItsNeighbours() throws ScenarioException {
    Scenario scenario = read(LARGEST, "audience.connections=7");

    assertEquals(new Audience(7, Duration.ofMillis(1500)), scenario.audience());
  }

  @Test
  void overridesAKeyOfASectionThatTheFileDoesNotHave() throws ScenarioException {
    assertEquals(Duration.ofSeconds(9), read(SMALLEST, "publish.for=9s").publish().duration());
  }

  @Test
  void takesTheLastOfTwoOverrides() throws ScenarioException {
    assertEquals(3, read(SMALLEST, "seed=2", "seed=3").seed());
  }

  @Test
  void overridesAWholeSection() throws ScenarioException {
    assertEquals(Slo.NONE, read(LARGEST, "slo={}").slo());
  }

  @Test
  void overridesBeforeTheFileIsValidated() throws ScenarioException {
    assertEquals(
        5,
        read("audience: { connections: -1 }", "audience.connections=5", "question=q")
            .audience()
            .connections());
  }

  @Test
  void takesDotsAndEqualsSignsInWhatAnOverrideNames() throws ScenarioException {
    Connect connect = read(SMALLEST, "connect.query.a.b='c=d'").connect();

    assertEquals(Map.of("a.b", "c=d"), connect.query());
  }

  @Test
  void overridesAKeyWhereTheFileHasAWord() throws ScenarioException {
    Publish publish =
        read(
                LARGEST.replace("  message: '${TOKEN} #{marker}'\n", ""),
                "target=local",
                "publish.via.queue.url=Jobs",
                "publish.arrival.burst=5")
            .publish();
    assertEquals(new Via.Queue("Jobs"), publish.via());
    assertEquals(new Arrival.Burst(5), publish.arrival());
  }

  @Test
  void takesNullForNoSubprotocol() throws ScenarioException {
    assertNull(read(LARGEST, "connect.subprotocol=null").connect().subprotocol());
  }

  @Test
  void neverPutsASecretIntoTheScenario() throws ScenarioException {
    assertFalse(read(LARGEST).toString().contains("s3cret"));
  }

  @Test
  void allowsExactlyAsManyMessagesAsTheLimit() throws ScenarioException {
    assertEquals(1_600, read(SMALLEST, "limits.messages=1600").limits().messages());
  }

  @Test
  void allowsExactlyAsLongAsTheLimit() throws ScenarioException {
    Duration planned = Duration.ofSeconds(1 + 20 + 30 + 5);

    Scenario scenario = read(SMALLEST, "limits.duration=56s", "connect.rate=15/s");

    assertEquals(planned, scenario.limits().duration());
  }

  @Property(tries = 2000)
  void answersAnyTextWithAScenarioOrOneSentence(@ForAll String text) {
    assertOneSentence(text);
  }

  @Property(tries = 2000)
  void answersAnyDamagedScenarioWithAScenarioOrOneSentence(
      @ForAll @IntRange(max = 1000) int place, @ForAll char damage) {
    int at = place % LARGEST.length();
    assertOneSentence(LARGEST.substring(0, at) + damage + LARGEST.substring(at + 1));
  }

  private static void assertOneSentence(String text) {
    try {
      read(text);
    } catch (ScenarioException e) {
      String message = String.valueOf(e.getMessage());
      assertEquals(1, message.lines().count(), message);
      for (String jargon : Set.of("fasterxml", "snakeyaml", "java.", "Exception", "token")) {
        assertFalse(message.replace("#{token}", "").contains(jargon), message);
      }
      assertTrue(message.startsWith("scenario.yaml:"), message);
    }
  }

  @Test
  void theWitnessIsAsManyAsTheAudienceBears() throws ScenarioException {
    assertEquals(0, witnesses("{ connections: 31 }"));
    assertEquals(7, witnesses("{ connections: 32 }"));
    assertEquals(15, witnesses("{ connections: 150 }"));
    assertEquals(0, witnesses("{ connections: 150, witnesses: 0 }"));
    assertEquals(16, witnesses("{ connections: 150, witnesses: 16 }"));
  }

  private static int witnesses(String audience) throws ScenarioException {
    return read("question: q\naudience: " + audience).audience().witnesses();
  }
}
