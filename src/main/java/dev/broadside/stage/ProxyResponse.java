package dev.broadside.stage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function's answer in Lambda proxy form. An absent status is 200 ({@code {}} is a good answer to
 * {@code $connect}); a member that the form does not know makes the answer malformed, as on AWS.
 *
 * @param subprotocol the {@code Sec-WebSocket-Protocol} header, the only one that goes further
 */
record ProxyResponse(int status, @Nullable String subprotocol, @Nullable String body) {
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What may stand in the header, RFC 6455 section 4.1: no function writes headers of ours. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Set<String> MEMBERS =
      Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

  /** The response in {@code answer}, or empty where it is malformed. */
  static Optional<ProxyResponse> read(byte[] answer) {
    JsonNode node;
    try {
      node = JSON.readTree(answer);
    } catch (IOException notJson) {
      return Optional.empty();
    }
    if (!node.isObject()
        || node.properties().stream().anyMatch(m -> !MEMBERS.contains(m.getKey()))) {
      return Optional.empty();
    }
    JsonNode status = node.path("statusCode");
    JsonNode body = node.path("body");
    boolean wellFormed = absent(body) || body.isTextual();
    if (!wellFormed || !(absent(status) || isStatus(status))) {
      return Optional.empty();
    }
    String subprotocol = subprotocol(node);
    if (subprotocol != null && !TOKEN.matcher(subprotocol).matches()) {
      return Optional.empty();
    }
    return Optional.of(new ProxyResponse(status.asInt(200), subprotocol, body.textValue()));
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** A number, or a number in quotes. One below 200 would end no HTTP exchange. */
  private static boolean isStatus(JsonNode node) {
    int status = node.asInt(-1);
    return status >= 200 && status <= 599;
  }

  private static @Nullable String subprotocol(JsonNode node) {
    for (String headers : List.of("headers", "multiValueHeaders")) {
      for (Map.Entry<String, JsonNode> header : node.path(headers).properties()) {
        if (header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol")) {
          JsonNode value = header.getValue();
          return value.isArray() ? value.path(0).textValue() : value.textValue();
        }
      }
    }
    return null;
  }
}
