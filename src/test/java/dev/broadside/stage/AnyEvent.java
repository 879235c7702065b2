package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * What a client may make the stage look at: a message, the request and the close that became
 * events, and the rest of a path and a body that are meant for {@code @connections}.
 *
 * @param message as it is once its UTF-8 was checked
 */
record AnyEvent(String message, Head head, String path, int bodySize) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> HOPS = List.of("connection", "upgrade");

  /** The request line and one header of a handshake, and the reason of a close. */
  record Head(String uri, String name, String value, String reason) {}

  static Arbitrary<AnyEvent> any() {
    Arbitrary<Head> heads =
        Combinators.combine(uris(), latin(12).map(name -> "x" + name), latin(40), text(30))
            .as(Head::new);
    Arbitrary<Integer> sizes =
        Arbitraries.frequency(
            Tuple.of(9, 10), Tuple.of(1, Handshake.MAX_MESSAGE), Tuple.of(1, 131_073));
    return Combinators.combine(messages(), heads, paths(), sizes).as(AnyEvent::new);
  }

  private static Arbitrary<String> messages() {
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of(
                "\"ask\"",
                "\"$connect\"",
                "\"$default\"",
                "1",
                "1e999999",
                "null",
                "[1,{}]",
                "{\"action\":\"ask\"}",
                "\"\\ud800\"",
                "9".repeat(1_200),
                "[".repeat(2_000)),
            text(20).map(text -> '"' + text + '"'));
    Arbitrary<String> objects = values.map(value -> "{\"action\":" + value + "}");
    Arbitrary<String> bytes =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(60)
            .map(random -> new String(random, StandardCharsets.UTF_8));
    Arbitrary<String> tokens =
        Arbitraries.of("{", "}", "[", "]", "\"action\"", ":", ",", "\"ask\"", "-0", "tru", "\\u")
            .list()
            .ofMaxSize(12)
            .map(each -> String.join("", each));
    return Arbitraries.oneOf(objects, values, bytes, tokens);
  }

  private static Arbitrary<String> uris() {
    return Arbitraries.oneOf(
            Arbitraries.of("", "?", "?a=1&a=2", "?a=%ED%A0%80", "?a=%zz", "?%", "?=&=&&", "?é"),
            latin(40).map(query -> "?" + query))
        .map("/prod"::concat);
  }

  private static Arbitrary<String> paths() {
    Arbitrary<String> prefixes =
        Arbitraries.of("/@connections/", "/%40connections/", "/@connections", "", "/");
    Arbitrary<String> ids =
        Arbitraries.oneOf(
            Arbitraries.of("AAAAAAAAIAMCAAA=", "AAAAAAAAIAMCAAA%3D", "%", "a%2", "%00", "a/b", "+"),
            latin(20),
            Arbitraries.strings().withCharRange('A', 'z').ofLength(15).map(id -> id + "="));
    return Combinators.combine(prefixes, ids).as(String::concat);
  }

  /** What Netty makes of bytes in a request's head: each is a character. */
  private static Arbitrary<String> latin(int length) {
    return Arbitraries.strings().withCharRange('\0', 'ÿ').ofMaxLength(length);
  }

  /** What checked UTF-8 can be: anything but half a pair. */
  private static Arbitrary<String> text(int length) {
    return Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(length);
  }

  /** Fails where any of it gets anything but a documented answer. */
  void check(Parts parts) throws IOException {
    checkRoute(parts.api.routeOf(message));
    checkMessage(parts);
    checkConnect(parts);
    checkDisconnect(parts);
    checkPost(parts);
  }

  private static void checkRoute(Template.@Nullable Route route) {
    assertTrue(
        route == null || route.routeKey().equals("ask") || route.routeKey().equals("$default"));
  }

  private void checkMessage(Parts parts) throws IOException {
    JsonNode event =
        JSON.readTree(
            parts.events.message(parts.connection, parts.ids.requestId(), "ask", message));
    assertEquals(message, event.get("body").textValue());
  }

  /** A query that cannot be decoded never becomes an event: the handshake answers 400. */
  private void checkConnect(Parts parts) throws IOException {
    if (Handshake.isDecodable(head.uri)) {
      HttpHeaders headers =
          DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
      headers.add(head.name, head.value);
      HOPS.forEach(hop -> headers.add(hop, head.value));
      HttpRequest request =
          new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, head.uri, headers, false);
      JsonNode event =
          JSON.readTree(parts.events.connect(parts.connection, parts.ids.requestId(), request));
      assertEquals(head.value, event.get("headers").get(head.name).textValue());
      HOPS.forEach(hop -> assertTrue(event.get("headers").path(hop).isMissingNode(), hop));
    }
  }

  private void checkDisconnect(Parts parts) throws IOException {
    Close close = Close.byClient(bodySize % 5_000, head.reason);
    JsonNode event =
        JSON.readTree(parts.events.disconnect(parts.connection, parts.ids.requestId(), close));
    assertEquals(close.reason(), event.get("requestContext").get("disconnectReason").textValue());
  }

  private void checkPost(Parts parts) {
    String id = ManagementApi.connectionId(path);
    if (id != null) {
      ByteBuf body = parts.body.slice(0, bodySize);
      Posts.Answer documented =
          !id.matches("[A-Za-z0-9_-]{15}=")
              ? Posts.Answer.INVALID_ID
              : bodySize > 128 << 10 ? Posts.Answer.TOO_LARGE : Posts.Answer.GONE;
      assertEquals(documented, parts.posts.post(id, body));
    }
  }

  /** What looks at them. */
  record Parts(Api api, Events events, Ids ids, Connection connection, Posts posts, ByteBuf body) {

    static Parts of() throws StageException {
      ManualClock clock = new ManualClock();
      Ids ids = new Ids(clock::millis);
      Template.WebSocketApi api =
          new Template.WebSocketApi(
              "A",
              "a",
              "$request.body.action",
              "prod",
              List.of(
                  BareStage.CONNECT,
                  BareStage.TWO_WAY,
                  new Template.Route("$default", "D", false)));
      Api ours = Api.of(api, "127.0.0.1:1");
      return new Parts(
          ours,
          new Events(ours, ids, clock),
          ids,
          new Connection(
              ids.connectionId(),
              clock,
              new Connection.Client(NetUtil.LOCALHOST4, null),
              new EmbeddedChannel()),
          new Posts(new Connections(), new Counters()),
          Unpooled.buffer(200_000).writeZero(200_000));
    }
  }
}
