package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
  private static FullHttpResponse read(String payload) {
    return HttpAnswer.read(payload.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static String body(FullHttpResponse response) {
    return response.content().toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1} | {\"a\":1}",
        "[1, 2] | [1, 2]",
        "\"Hello \\\"you\\\"\" | Hello \"you\"",
        "5 | 5",
        "null | null",
        "{\"body\":\"x\"} | {\"body\":\"x\"}"
      })
  void whatHasNoStatusIsTheBody(String payload, String body) {
    FullHttpResponse response = read(payload);
    assertEquals(200, response.status().code());
    assertEquals("application/json", response.headers().get("content-type"));
    assertEquals(body, body(response));
  }

  @Test
  void anObjectWithAStatusSaysEverything() {
    FullHttpResponse response =
        read(
            """
            {"statusCode":"201","headers":{"X-A":"b","x-n":7,"Content-Type":"image/png","Content-Length":"9"},
             "cookies":["a=1; HttpOnly","b=2"],"body":"aGVsbG8=","isBase64Encoded":true,"other":[]}""");
    assertEquals(201, response.status().code());
    assertEquals("b", response.headers().get("x-a"));
    assertEquals("7", response.headers().get("x-n"));
    assertEquals("image/png", response.headers().get("content-type"));
    assertEquals(List.of("a=1; HttpOnly", "b=2"), response.headers().getAll("set-cookie"));
    assertEquals("hello", body(response));
    assertEquals(false, response.headers().contains("content-length"));
  }

  @Test
  void aBodyWithoutATypeIsPlainText() {
    FullHttpResponse response = read("{\"statusCode\":404,\"body\":\"no\",\"headers\":null}");
    assertEquals("text/plain;charset=UTF-8", response.headers().get("content-type"));
    assertEquals("no", body(response));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{} {}",
        "{\"statusCode\":\"x\"}",
        "{\"statusCode\":101}",
        "{\"statusCode\":600}",
        "{\"statusCode\":null}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":200,\"headers\":[]}",
        "{\"statusCode\":200,\"headers\":{\"a\":[\"b\"]}}",
        "{\"statusCode\":200,\"headers\":{\"a\":\"b\\r\\nc: d\"}}",
        "{\"statusCode\":200,\"headers\":{\"a b\":\"c\"}}",
        "{\"statusCode\":200,\"cookies\":\"a=1\"}",
        "{\"statusCode\":200,\"cookies\":[\"a\\nb\"]}"
      })
  void whatIsMalformedIsNoAnswer(String payload) {
    assertTrue(HttpAnswer.read(payload.getBytes(StandardCharsets.UTF_8)).isEmpty());
  }

  @Property(tries = 2_000)
  void noBytesAtAllThrow(@ForAll byte[] payload) {
    assertNotNull(HttpAnswer.read(payload));
  }
}
