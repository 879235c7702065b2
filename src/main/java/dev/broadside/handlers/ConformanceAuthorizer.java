package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;

/**
 * The authorizer of {@code conformance-guarded.yaml}: does what the query parameter {@code auth}
 * says, {@code allow}, {@code deny} or {@code throw}, and puts something into the context that
 * later events must carry.
 */
public final class ConformanceAuthorizer
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Object query = event.get("queryStringParameters");
    Object auth = query instanceof Map<?, ?> map ? map.get("auth") : null;
    return switch (String.valueOf(auth)) {
      case "allow" -> policy("Allow", event);
      case "throw" -> throw new IllegalStateException("as told");
      default -> policy("Deny", event);
    };
  }

  private static Map<String, Object> policy(String effect, Map<String, Object> event) {
    return Map.of(
        "principalId",
        "conformance",
        "policyDocument",
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                Map.of(
                    "Action",
                    "execute-api:Invoke",
                    "Effect",
                    effect,
                    "Resource",
                    String.valueOf(event.get("methodArn"))))),
        "context",
        Map.of("ticket", "T-1"));
  }
}
