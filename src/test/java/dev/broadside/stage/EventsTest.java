package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.template.Template;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("the default locale is everybody's")
class EventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2024-11-11T11:35:24.561Z");
  private static final String REQUEST = "BFHPhFe3IAMF95g=";

  private final Events events;
  private final Connection connection =
      new Connection(
          "BFHPhfCWIAMCKlQ=",
          new ManualClock(NOW.minusMillis(8)),
          new Connection.Client(NetUtil.LOCALHOST4, "probe/1"),
          new EmbeddedChannel());

  EventsTest() throws StageException {
    Api api =
        Api.of(
            new Template.WebSocketApi("A", "a", "$request.body.action", "prod", List.of()),
            "127.0.0.1:8080");
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    events = new Events(api, new Ids(() -> NOW.toEpochMilli() * 1000), clock);
  }

  private static void assertFixture(String name, byte[] event) throws IOException {
    try (InputStream fixture = EventsTest.class.getResourceAsStream("/events/" + name)) {
      JsonNode expected = JSON.readTree(fixture);
      assertEquals(expected.toPrettyString(), JSON.readTree(event).toPrettyString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG"})
  void aConnectEventHasTheShapeOfTheCaptures(String locale) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      assertFixture("stage-connect.json", events.connect(connection, REQUEST, handshake()));
      assertFixture("stage-authorizer.json", events.authorizer(connection, REQUEST, handshake()));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static HttpRequest handshake() {
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/prod?room=a&room=b");
    request
        .headers()
        .add("Host", "127.0.0.1:8080")
        .add("Connection", "Upgrade")
        .add("Upgrade", "websocket")
        .add("Sec-WebSocket-Version", "13")
        .add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .add("User-Agent", "probe/1");
    return request;
  }

  @Test
  void whatIsNotKnownIsLeftOutAndNeverNull() throws IOException {
    Connection plain =
        new Connection(
            "BFHPhfCWIAMCKlQ=",
            new ManualClock(NOW),
            new Connection.Client(NetUtil.LOCALHOST4, null),
            new EmbeddedChannel());
    HttpRequest bare = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/prod");
    List<byte[]> encoded =
        List.of(
            events.connect(plain, REQUEST, bare),
            events.authorizer(plain, REQUEST, bare),
            events.message(plain, REQUEST, "chat", ""),
            events.disconnect(plain, REQUEST, Close.ABNORMAL));
    for (byte[] event : encoded) {
      JsonNode node = JSON.readTree(event);
      assertFalse(node.toString().contains("null"), node.toString());
      assertEquals("{\"sourceIp\":\"127.0.0.1\"}", node.at("/requestContext/identity").toString());
      assertFalse(node.get("requestContext").has("authorizer"));
    }
    assertFalse(JSON.readTree(encoded.getFirst()).has("queryStringParameters"));
    assertFalse(JSON.readTree(encoded.getFirst()).has("stageVariables"));
  }

  /** The fixtures of the handlers are shaped as captures are, on another API and connection. */
  @ParameterizedTest
  @ValueSource(strings = {"connect", "message", "disconnect"})
  void fixturesOfTheStageHaveTheMembersAndTypesOfThoseOfTheHandlers(String name)
      throws IOException {
    try (InputStream stages =
            EventsTest.class.getResourceAsStream("/events/stage-" + name + ".json");
        InputStream captured = EventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
      Set<String> own = shape(JSON.readTree(stages));
      own.removeIf(EventsTest::isOptional);
      Set<String> theirs = shape(JSON.readTree(captured));
      theirs.removeIf(EventsTest::isOptional);
      assertEquals(theirs, own);
    }
  }

  /** What a client sends or not. */
  private static boolean isOptional(String path) {
    return path.contains("ueryStringParameters")
        || path.contains("ser-Agent")
        || path.contains("userAgent")
        || path.contains("Sec-WebSocket-Extensions");
  }

  private static Set<String> shape(JsonNode node) {
    Set<String> shape = new TreeSet<>();
    collect(node, "", shape);
    return shape;
  }

  private static void collect(JsonNode node, String path, Set<String> shape) {
    shape.add(path + " " + node.getNodeType());
    node.properties().forEach(m -> collect(m.getValue(), path + "/" + m.getKey(), shape));
    if (node.isArray()) {
      node.forEach(item -> collect(item, path + "[]", shape));
    }
  }

  @Test
  void aMessageEventHasAMessageIdAndNoHeaders() throws IOException {
    byte[] event = events.message(connection, REQUEST, "chat", "{\"action\": \"chat\"}");
    assertFixture("stage-message.json", event);
  }

  @Test
  void aDisconnectEventHasCodeReasonAndFourHeaders() throws IOException {
    byte[] event = events.disconnect(connection, REQUEST, Close.byClient(-1, null));
    assertFixture("stage-disconnect.json", event);
  }
}
