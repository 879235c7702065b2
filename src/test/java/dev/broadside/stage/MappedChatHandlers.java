package dev.broadside.stage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;

/** The functions of {@code mapped-chat.yaml}, for a function host of their own. */
public final class MappedChatHandlers {
  private MappedChatHandlers() {}

  /** Knows two tokens, and breaks on another. */
  public static final class Token implements RequestHandler<Map<String, Object>, Object> {
    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
      String query = String.valueOf(event.get("queryStringParameters"));
      String effect =
          switch (query) {
            case "{token=good}" -> "Allow";
            case "{token=bad}" -> "Deny";
            case "{token=broken}" -> throw new IllegalStateException("as told");
            default -> throw new IllegalArgumentException("Unauthorized");
          };
      Map<String, ?> statement =
          Map.of(
              "Effect",
              effect,
              "Action",
              "execute-api:Invoke",
              "Resource",
              String.valueOf(event.get("methodArn")));
      return Map.of(
          "principalId", "mina", "policyDocument", Map.of("Statement", List.of(statement)));
    }
  }

  /** Answers how long the text is, if the time is a number. */
  public static final class Chat implements RequestHandler<Map<String, Object>, Object> {
    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
      Number connectedAt = (Number) event.get("connectedAt");
      if (connectedAt == null) {
        throw new IllegalArgumentException("no time");
      }
      return Map.of("count", String.valueOf(event.get("text")).length());
    }
  }
}
