package dev.broadside.stage;

import dev.broadside.aws.Profile;
import dev.broadside.aws.Profiles;

/** The AWS services whose calls pass through the stage's port. */
record Services(DynamoDbPassThrough dynamoDb, SqsPassThrough sqs) {
  /**
   * Services that are not open yet.
   *
   * @param stageUrl scheme, host and port of the stage
   */
  static Services of(Counters counters, String stageUrl) {
    return of(counters, stageUrl, Profiles.ideal());
  }

  /** Services that are not open yet, as {@code profile} has them. */
  static Services of(Counters counters, String stageUrl, Profile profile) {
    Cloud cloud = new Cloud(profile, System::nanoTime);
    TableModel model = TableModel.of(cloud, counters.cloud());
    return new Services(
        new DynamoDbPassThrough(counters, new TableFaults(), model),
        new SqsPassThrough(counters, stageUrl, cloud));
  }

  /** Takes a call that is for one of them; the others are somebody else's. */
  boolean handle(HttpExchange exchange, String path) {
    if (path.equals("/") && dynamoDb.isFor(exchange.request())) {
      dynamoDb.handle(exchange);
      return true;
    }
    if (sqs.isFor(exchange.request(), path)) {
      sqs.handle(exchange, path);
      return true;
    }
    return false;
  }
}
