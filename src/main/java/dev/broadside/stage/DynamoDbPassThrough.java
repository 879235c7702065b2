package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;

/**
 * Passes DynamoDB calls on to where the tables are, and counts them; for Scan and Query also the
 * pages, items and read units.
 */
final class DynamoDbPassThrough {
  private static final String TARGET = "X-Amz-Target";
  private static final String SERVICE = "DynamoDB_20120810.";

  private final PassThrough dynamoDb =
      new PassThrough("DynamoDB", "com.amazonaws.dynamodb.v20120810#ServiceUnavailable");
  private final Counters counters;

  DynamoDbPassThrough(Counters counters) {
    this.counters = counters;
  }

  /** The tables are ready. */
  void open(HttpPools pools) {
    dynamoDb.open(pools);
  }

  boolean isFor(FullHttpRequest request) {
    String target = request.headers().get(TARGET);
    return request.method().equals(HttpMethod.POST) && target != null && target.startsWith(SERVICE);
  }

  void handle(HttpExchange exchange) {
    counters.request();
    FullHttpRequest request = exchange.request();
    boolean lookup = isLookup(request);
    dynamoDb.pass(
        exchange,
        body(request, lookup),
        answer -> {
          if (lookup && answer.status().equals(HttpResponseStatus.OK)) {
            count(answer.content());
          }
          return answer;
        });
  }

  private static boolean isLookup(FullHttpRequest request) {
    String operation = request.headers().get(TARGET).substring(SERVICE.length());
    return operation.equals("Scan") || operation.equals("Query");
  }

  private static ByteBuf body(FullHttpRequest request, boolean lookup) {
    if (lookup) {
      try {
        return ConsumedCapacity.asked(request.content());
      } catch (IOException notJson) {
        // DynamoDB itself says best what is wrong with it.
        return request.content().retainedDuplicate();
      }
    }
    return request.content().retainedDuplicate();
  }

  private void count(ByteBuf answer) {
    try (ByteBufInputStream content = new ByteBufInputStream(answer.duplicate())) {
      ConsumedCapacity consumed = ConsumedCapacity.read(content);
      counters.page(consumed.count(), consumed.readUnits());
    } catch (IOException e) {
      System.getLogger(DynamoDbPassThrough.class.getName())
          .log(System.Logger.Level.WARNING, "an answer of DynamoDB could not be counted", e);
    }
  }
}
