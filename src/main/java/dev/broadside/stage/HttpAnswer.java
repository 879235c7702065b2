package dev.broadside.stage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a function's answer becomes in payload format 2.0: an object with a {@code statusCode} says
 * status, headers, cookies and body; any other JSON is the body of a 200 of type JSON, a string
 * without its quotes.
 *
 * <p>Ours, because AWS does not say: an answer of which a member has another type than documented
 * is malformed, members that are not documented are ignored, and a body without a type is {@code
 * text/plain;charset=UTF-8}.
 */
final class HttpAnswer {
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String PLAIN = "text/plain;charset=UTF-8";

  /** What belongs to the connection, not to the function. */
  private static final Set<String> OURS =
      Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "upgrade");

  private HttpAnswer() {}

  /** The response in {@code payload}, or empty where it is malformed. */
  static Optional<FullHttpResponse> read(byte[] payload) {
    try {
      JsonNode node = JSON.readTree(payload);
      require(!node.isMissingNode());
      return Optional.of(node.has("statusCode") ? formatted(node) : inferred(node, payload));
    } catch (IOException | IllegalArgumentException malformed) {
      // Netty refuses headers that could not stand on the wire with the latter.
      return Optional.empty();
    }
  }

  private static FullHttpResponse inferred(JsonNode node, byte[] payload) {
    byte[] body = node.isTextual() ? node.textValue().getBytes(StandardCharsets.UTF_8) : payload;
    FullHttpResponse response = response(HttpResponseStatus.OK, body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    return response;
  }

  private static FullHttpResponse formatted(JsonNode node) {
    FullHttpResponse response = response(status(node.get("statusCode")), body(node));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, PLAIN);
    for (Map.Entry<String, JsonNode> header : object(node, "headers").properties()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!OURS.contains(name)) {
        response.headers().set(name, text(header.getValue()));
      }
    }
    JsonNode cookies = node.path("cookies");
    require(cookies.isArray() || cookies.isMissingNode() || cookies.isNull());
    for (JsonNode cookie : cookies) {
      response.headers().add(HttpHeaderNames.SET_COOKIE, text(cookie));
    }
    return response;
  }

  private static FullHttpResponse response(HttpResponseStatus status, byte[] body) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
  }

  /** A number, or a number in quotes. One below 200 would end no exchange. */
  private static HttpResponseStatus status(JsonNode node) {
    int status = node.asInt(-1);
    require(status >= 200 && status <= 599);
    return HttpResponseStatus.valueOf(status);
  }

  private static byte[] body(JsonNode node) {
    JsonNode body = node.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return new byte[0];
    }
    require(body.isTextual());
    return node.path("isBase64Encoded").asBoolean()
        ? Base64.getMimeDecoder().decode(body.textValue())
        : body.textValue().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode object(JsonNode node, String name) {
    JsonNode member = node.path(name);
    require(member.isObject() || member.isMissingNode() || member.isNull());
    return member;
  }

  private static String text(JsonNode value) {
    require(value.isValueNode() && !value.isNull());
    return value.asText();
  }

  private static void require(boolean wellFormed) {
    if (!wellFormed) {
      throw new IllegalArgumentException("a malformed answer");
    }
  }
}
