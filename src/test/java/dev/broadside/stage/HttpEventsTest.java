package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.template.HttpApi;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("the default locale is everybody's")
class HttpEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-08-07T01:37:53.815Z"), ZoneOffset.UTC);
  private static final HttpApi.Route ROUTE =
      new HttpApi.Route(TestRoutes.key("POST /user/{userId}"), "F");

  private static JsonNode event(Map<String, String> variables, FullHttpRequest request)
      throws IOException {
    HttpApi api = new HttpApi("localhttp1", "v1", variables, List.of(ROUTE), null);
    HttpRouter.Match match = new HttpRouter.Match(ROUTE, Map.of("userId", "a b"));
    HttpEvents.Call call =
        new HttpEvents.Call("JKJaXmPLvHcESHA=", "/v1/user/a b", match, "127.0.0.1", "https");
    return JSON.readTree(new HttpEvents(api, "127.0.0.1:8080", NOW).encode(call, request));
  }

  private static FullHttpRequest request(String uri, byte[] body) {
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.POST, uri, Unpooled.wrappedBuffer(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG"})
  void anEventHasTheShapeOfFormatTwo(String locale) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try (InputStream fixture = HttpEventsTest.class.getResourceAsStream("/events/http-api.json")) {
      FullHttpRequest request =
          request(
              "/v1/user/a%20b?title=x%20y&tag=1&tag=2&empty",
              "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8));
      request
          .headers()
          .add("Host", "127.0.0.1:8080")
          .add("Connection", "keep-alive")
          .add("Content-Type", "application/json; charset=utf-8")
          .add("Cookie", "a=1; b=2")
          .add("X-Twice", "1")
          .add("x-twice", "2")
          .add("User-Agent", "probe/1");
      JsonNode expected = JSON.readTree(fixture);
      assertEquals(
          expected.toPrettyString(), event(Map.of("table", "users"), request).toPrettyString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsNotThereIsLeftOut() throws IOException {
    JsonNode event = event(Map.of(), request("/v1/user/a%20b", new byte[0]));
    for (String absent : List.of("cookies", "queryStringParameters", "stageVariables", "body")) {
      assertEquals(false, event.has(absent), absent);
    }
    assertEquals("", event.get("rawQueryString").asText());
  }

  /** The types that ministackorg/ministack#766 measured on AWS. */
  @ParameterizedTest
  @CsvSource({
    "text/plain, false",
    "text/css, false",
    "application/json, false",
    "Application/JSON;charset=utf-8, false",
    "application/xml, false",
    "application/javascript, false",
    "application/x-www-form-urlencoded, true",
    "multipart/form-data; boundary=x, true",
    "application/octet-stream, true",
    "application/vnd.api+json, true",
    ", true"
  })
  void whatIsNoTextIsBase64(String type, boolean encoded) throws IOException {
    FullHttpRequest request = request("/", "hello".getBytes(StandardCharsets.UTF_8));
    if (type != null) {
      request.headers().add("content-type", type);
    }
    JsonNode event = event(Map.of(), request);
    assertEquals(encoded ? "aGVsbG8=" : "hello", event.get("body").asText());
    assertEquals(encoded, event.get("isBase64Encoded").asBoolean());
  }

  @Property(tries = 1_000)
  void anyRequestBecomesAnEvent(
      @ForAll("texts") String query,
      @ForAll("texts") String header,
      @ForAll("texts") String cookie,
      @ForAll byte[] body)
      throws IOException {
    FullHttpRequest request = request("/v1/x?" + query, body);
    request.headers().add("x-any", header).add("cookie", cookie);
    JsonNode event = event(Map.of(), request);
    assertEquals(header, event.at("/headers/x-any").asText());
    assertEquals(body.length > 0, event.has("body"));
    for (JsonNode value : event.path("queryStringParameters")) {
      assertEquals(true, value.isTextual());
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('!', '~').excludeChars('%').ofMaxLength(40);
  }
}
