package dev.broadside.handlers;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API's event in payload format 2.0.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations of HTTP APIs</a>
 */
record HttpEvent(Map<String, Object> event) {

  String method() {
    return event.get("requestContext") instanceof Map<?, ?> context
            && context.get("http") instanceof Map<?, ?> http
            && http.get("method") instanceof String method
        ? method
        : "";
  }

  /** What stands in the path for {@code {name}}. */
  @Nullable String path(String name) {
    return parameter(event, "pathParameters", name);
  }

  @Nullable String query(String name) {
    return parameter(event, "queryStringParameters", name);
  }

  /** A parameter of any event of API Gateway; the map is missing where there are none. */
  static @Nullable String parameter(Map<String, Object> event, String map, String name) {
    return event.get(map) instanceof Map<?, ?> parameters
            && parameters.get(name) instanceof String value
        ? value
        : null;
  }

  /** The body as text; API Gateway sends one without a text's content type as base64. */
  @Nullable String body() throws BadRequestException {
    if (!(event.get("body") instanceof String body)) {
      return null;
    }
    if (!Boolean.TRUE.equals(event.get("isBase64Encoded"))) {
      return body;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(body)))
          .toString();
    } catch (CharacterCodingException | IllegalArgumentException notText) {
      throw new BadRequestException("The body is not UTF-8: send JSON in UTF-8.");
    }
  }
}
