package dev.broadside.stage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a URL that speaks Lambda's Invoke API answered, read as Lambda means it and as the Runtime
 * Interface Emulator says it. AWS marks a function's error with {@code X-Amz-Function-Error}
 * (Handled or Unhandled, the same to API Gateway; API_Invoke in Lambda's reference). The emulator
 * answers 200 without that header for everything:
 *
 * <ul>
 *   <li>the error object {@code {"errorType","errorMessage",…}} when the handler threw (issue 20 of
 *       aws-lambda-runtime-interface-emulator),
 *   <li>the text {@code Task timed out after 3.00 seconds} (issue 21),
 *   <li>nothing at all when the function's process ended (issue 86).
 * </ul>
 */
final class InvokeAnswer {
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int SHOWN = 200;

  private InvokeAnswer() {}

  static Invocation read(String function, FunctionUrl url, FullHttpResponse response) {
    byte[] payload = ByteBufUtil.getBytes(response.content());
    JsonNode json = json(payload);
    if (!response.status().equals(HttpResponseStatus.OK)) {
      return failed(
          "%s could not be invoked: %s answered %s%s"
              .formatted(function, url, response.status(), remedy(response.status(), json)));
    }
    if (response.headers().contains("X-Amz-Function-Error") || isError(json)) {
      return new Invocation.Threw(
          "%s threw%s".formatted(function, told(json)), errorMessage(response));
    }
    if (payload.length == 0) {
      return failed("%s answered nothing: did its process end? See its log".formatted(function));
    }
    if (json == null) {
      return failed("%s answered no JSON but '%s'".formatted(function, beginning(payload)));
    }
    return new Invocation.Returned(payload);
  }

  /** What a function that threw said; nothing where that is not in Lambda's form. */
  static String errorMessage(FullHttpResponse response) {
    JsonNode json = json(ByteBufUtil.getBytes(response.content()));
    return json == null ? "" : json.path("errorMessage").asText("");
  }

  private static Invocation failed(String sentence) {
    return new Invocation.Failed(sentence);
  }

  private static @Nullable JsonNode json(byte[] payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      return json == null || json.isMissingNode() ? null : json;
    } catch (IOException notJson) {
      return null;
    }
  }

  /** Lambda's error object; a proxy response has a status code or a body. */
  private static boolean isError(@Nullable JsonNode json) {
    return json != null
        && json.path("errorType").isTextual()
        && json.path("errorMessage").isTextual()
        && !json.has("statusCode")
        && !json.has("body");
  }

  private static String told(@Nullable JsonNode json) {
    if (json == null || !json.has("errorMessage")) {
      return "; its log says what";
    }
    String text = json.path("errorType").asText() + ": " + json.path("errorMessage").asText();
    return " " + shortened(text);
  }

  private static String remedy(HttpResponseStatus status, @Nullable JsonNode json) {
    return switch (status.code()) {
      // AlreadyReserved: a call that ran into our timeout still runs there.
      case 400 -> ": it is busy with another invocation; set AWS_LAMBDA_FUNCTION_TIMEOUT there";
      case 404 -> ": name the path of its Invoke API in --function";
      default -> isError(json) ? " (" + told(json).strip() + ")" : "";
    };
  }

  private static String beginning(byte[] payload) {
    return shortened(new String(payload, StandardCharsets.UTF_8));
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
