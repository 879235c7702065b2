package dev.broadside.stage;

/** The AWS services whose calls pass through the stage's port. */
record Services(DynamoDbPassThrough dynamoDb, SqsPassThrough sqs) {
  /**
   * Services that are not open yet.
   *
   * @param stageUrl scheme, host and port of the stage
   */
  static Services of(Counters counters, String stageUrl) {
    return new Services(new DynamoDbPassThrough(counters), new SqsPassThrough(counters, stageUrl));
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
