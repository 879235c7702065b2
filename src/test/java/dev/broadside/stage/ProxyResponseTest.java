package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyResponseTest {
  private static Optional<ProxyResponse> read(String json) {
    return ProxyResponse.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEmptyObjectIsAGoodAnswer() {
    assertEquals(Optional.of(new ProxyResponse(200, null, null)), read("{}"));
  }

  @Test
  void statusSubprotocolAndBodyAreRead() {
    String json =
        "{\"statusCode\":201,\"headers\":{\"sec-websocket-protocol\":\"chat\"},\"body\":\"hi\"}";
    assertEquals(Optional.of(new ProxyResponse(201, "chat", "hi")), read(json));
    assertEquals(
        Optional.of(new ProxyResponse(200, "chat", null)),
        read("{\"multiValueHeaders\":{\"Sec-WebSocket-Protocol\":[\"chat\"]}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "\"ok\"",
        "[]",
        "{\"statusCode\":\"x\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":101}",
        "{\"headers\":{\"Sec-WebSocket-Protocol\":\"a\\r\\nb\"}}",
        "{\"headers\":{\"Sec-WebSocket-Protocol\":\"\"}}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"ConnectionId\":\"a\",\"Data\":\"b\"}",
        "{} {}"
      })
  void whatIsNoProxyResponseIsMalformed(String json) {
    assertTrue(read(json).isEmpty());
  }

  @Property
  void nothingMakesTheReaderFail(@ForAll String json) {
    read(json);
  }
}
