package dev.broadside.template;

import java.util.List;

/**
 * Who may call a route. API Gateway asks at the handshake only, so only {@code $connect} has one.
 */
public sealed interface Authorization {
  /** Everybody. */
  record None() implements Authorization {}

  /** Who signs the handshake: {@code AWS_IAM}. */
  record Iam() implements Authorization {}

  /**
   * Whom a function admits: {@code CUSTOM}, with an authorizer of type {@code REQUEST}.
   *
   * @param authorizer its logical id
   * @param function the logical id of the function that it asks
   * @param identitySources what a handshake must carry for the function to be asked at all, such as
   *     {@code route.request.querystring.token}
   */
  record Custom(String authorizer, String function, List<String> identitySources)
      implements Authorization {}
}
