package dev.broadside.stage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.stage.Policy.MalformedException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * What an authorizer's function returned: who it is, what that may do, and what later events are to
 * know of it.
 *
 * @param authorizer the principal and the context, in JSON. All values are texts there, as they are
 *     in mapping templates on AWS.
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     REQUEST authorizers</a>
 */
record AuthorizerAnswer(Policy policy, String authorizer) {
  /** AWS takes no larger answer. */
  private static final int LARGEST = 8 << 10;

  private static final String PRINCIPAL = "principalId";
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static AuthorizerAnswer read(byte[] payload) throws MalformedException {
    if (payload.length > LARGEST) {
      throw new MalformedException(
          String.format(Locale.ROOT, "it has %,d bytes, more than 8 KB", payload.length));
    }
    JsonNode answer = json(payload);
    JsonNode principal = answer.path(PRINCIPAL);
    if (!principal.isTextual() || principal.textValue().isEmpty()) {
      throw new MalformedException("it has no principalId");
    }
    ObjectNode authorizer = JsonNodeFactory.instance.objectNode();
    authorizer.set(PRINCIPAL, principal);
    for (var member : context(answer)) {
      if (!member.getValue().isValueNode()) {
        throw new MalformedException(
            "its context has a list or an object in " + member.getKey() + ": write it as text");
      }
      if (!member.getValue().isNull() && !member.getKey().equals(PRINCIPAL)) {
        authorizer.put(member.getKey(), member.getValue().asText());
      }
    }
    return new AuthorizerAnswer(Policy.read(answer.path("policyDocument")), authorizer.toString());
  }

  private static JsonNode json(byte[] payload) throws MalformedException {
    try {
      return JSON.readTree(payload);
    } catch (IOException notJson) {
      throw new MalformedException("it is no JSON");
    }
  }

  private static Iterable<Map.Entry<String, JsonNode>> context(JsonNode answer)
      throws MalformedException {
    JsonNode context = answer.path("context");
    if (!context.isObject() && !context.isMissingNode() && !context.isNull()) {
      throw new MalformedException("its context is no object");
    }
    return context.properties();
  }
}
