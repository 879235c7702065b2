package dev.broadside.scale;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * What a failed request means: whether trying again may help, as it does when DynamoDB throttles or
 * nothing answers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">
 *     Error handling with DynamoDB</a>
 */
final class TableFailure {
  private static final Set<String> AGAIN =
      Set.of(
          "ItemCollectionSizeLimitExceededException",
          "LimitExceededException",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "ThrottlingException",
          "TransactionConflictException");

  private TableFailure() {}

  static Reply reply(SdkException failure, TableAddress address) {
    if (!(failure instanceof AwsServiceException answer)) {
      String message = String.valueOf(failure.getMessage());
      return message.contains("credentials")
          ? new Reply.Refused("there are no AWS credentials for the rendezvous table: " + message)
          : new Reply.Unclear(message);
    }
    String code = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
    String said = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorMessage();
    if (answer.statusCode() >= 500 || AGAIN.contains(code)) {
      return new Reply.Unclear(code + ": " + said);
    }
    if (answer instanceof ResourceNotFoundException) {
      return new Reply.Refused(
          "there is no table %s at %s: make one, on demand, with partition key pk and sort key sk, both strings"
              .formatted(address.table(), address.endpoint()));
    }
    if (code.equals("ValidationException")) {
      return new Reply.Refused(
          "the table %s is no rendezvous table, which has partition key pk and sort key sk, both strings: name another with BROADSIDE_TABLE (%s)"
              .formatted(address.table(), said));
    }
    return new Reply.Refused(
        "DynamoDB refused the rendezvous (%s: %s): allow GetItem, PutItem, UpdateItem and Query on table %s"
            .formatted(code, said, address.table()));
  }
}
