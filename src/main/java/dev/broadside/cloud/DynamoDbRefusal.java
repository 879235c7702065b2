package dev.broadside.cloud;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why DynamoDB did not do something, in a sentence: of a missing permission, which action on which
 * resource. AWS's own words are left out, since they name the account and the role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error
 *     handling with DynamoDB</a>
 */
public final class DynamoDbRefusal {
  private static final Set<String> THROTTLED =
      Set.of(
          "ProvisionedThroughputExceededException",
          "ThrottlingException",
          "RequestLimitExceeded",
          "LimitExceededException");
  private static final Set<String> UNKNOWN_CREDENTIALS =
      Set.of(
          "UnrecognizedClientException",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException");

  private DynamoDbRefusal() {}

  /** Whether the same may be tried again, later and more slowly. */
  public static boolean isThrottling(SdkException refused) {
    return refused instanceof AwsServiceException answer && THROTTLED.contains(code(answer));
  }

  /**
   * What it comes to.
   *
   * @param action as IAM names it, without {@code dynamodb:}
   * @param resource as an ARN ends: {@code table/chat}, {@code table/chat/index/byRoom}
   */
  public static CloudException of(
      SdkException refused, DynamoDbAt at, String action, String resource) {
    return new CloudException(sentence(refused, at, action, resource), refused);
  }

  private static String sentence(
      SdkException refused, DynamoDbAt at, String action, String resource) {
    if (!(refused instanceof AwsServiceException answer)) {
      return "DynamoDB at %s could not be reached: check --dynamodb, the region and the way there"
          .formatted(at.place());
    }
    String code = code(answer);
    if (code.contains("AccessDenied") || code.contains("NotAuthorized")) {
      return String.format(
          Locale.ROOT,
          "these credentials lack dynamodb:%s on arn:aws:dynamodb:%s:*:%s: add it to their policy",
          action,
          at.region(),
          resource);
    }
    if (code.equals("ResourceNotFoundException")) {
      return "there is no %s in %s: check the name and the region"
          .formatted(resource.replaceFirst("table/", "table "), at.place());
    }
    if (UNKNOWN_CREDENTIALS.contains(code)) {
      return "AWS does not take these credentials (%s): get new ones, for example with aws sso login"
          .formatted(code);
    }
    if (THROTTLED.contains(code)) {
      return "DynamoDB throttles dynamodb:%s on %s (%s): try again when less else uses it"
          .formatted(action, resource, code);
    }
    return "DynamoDB answered %s to dynamodb:%s on %s: check the names and the region"
        .formatted(code, action, resource);
  }

  private static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    if (code != null) {
      return code;
    }
    return answer.statusCode() == 403 ? "AccessDenied" : "HTTP " + answer.statusCode();
  }
}
