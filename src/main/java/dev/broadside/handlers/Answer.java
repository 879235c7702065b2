package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a function gives back to API Gateway.
 *
 * <p>A Lambda proxy integration reads {@code statusCode}: for {@code $connect} it decides between
 * 101 and a refused handshake. API Gateway takes an empty object for a 200, but other emulators and
 * HTTP APIs do not agree on that, so the status is always spelled out.
 */
final class Answer {
  private Answer() {}

  /** All is well; for {@code $connect}, the handshake may end with 101. */
  static Map<String, Object> ok() {
    return Map.of("statusCode", 200);
  }

  /** What a route with a response sends back. */
  static Map<String, Object> text(String body) {
    return Map.of("statusCode", 200, "body", body);
  }

  /** The handshake ends with 401. */
  static Map<String, Object> unauthorized() {
    return Map.of("statusCode", 401);
  }

  /** The message was refused and nothing was posted. A one-way route drops the reason. */
  static Map<String, Object> badRequest(String reason) {
    return Map.of("statusCode", 400, "body", reason);
  }

  /** An HTTP API's answer. */
  static Map<String, Object> json(int status, ObjectNode body) {
    return Map.of(
        "statusCode",
        status,
        "headers",
        Map.of("content-type", "application/json; charset=utf-8"),
        "body",
        body.toString());
  }

  /** An HTTP API's refusal, in the form of API Gateway's own. */
  static Map<String, Object> refused(BadRequestException reason) {
    return json(400, object().put("message", reason.sentence()));
  }

  /** An object to fill for {@link #json}. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
