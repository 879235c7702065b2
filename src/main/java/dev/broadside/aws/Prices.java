package dev.broadside.aws;

import java.time.LocalDate;

/**
 * What AWS charges, in US dollars for one of each, on demand, first tier, without free tiers.
 *
 * @param name the bundled list's name, or a file's path
 * @param asOf the day on which the prices were read
 * @param gbOut a GB that leaves AWS for the internet
 */
public record Prices(
    String name,
    LocalDate asOf,
    String region,
    WebSocket webSocket,
    Lambda lambda,
    DynamoDb dynamoDb,
    Sqs sqs,
    double gbOut) {

  /**
   * API Gateway's WebSocket APIs.
   *
   * @param message in either direction, for each 32 KB: {@link Cost#meteredMessages}
   */
  public record WebSocket(double message, double connectionMinute) {}

  /** Lambda. */
  public record Lambda(double request, double gbSecondX86, double gbSecondArm64) {}

  /** DynamoDB tables that are paid by request. */
  public record DynamoDb(double readUnit, double writeUnit, double streamRead) {}

  /** SQS, a request of up to 64 KB. */
  public record Sqs(double standard, double fifo) {}
}
