package dev.broadside.bench.jmh;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Counts what Scans and Queries take by DynamoDB's own account, which it makes each answer have.
 * Each attempt is a request, so that one that was throttled shows. Used by many threads.
 */
final class CountedAnswers implements ExecutionInterceptor {
  private final LongAdder requests = new LongAdder();
  private final LongAdder pages = new LongAdder();
  private final LongAdder items = new LongAdder();
  private final DoubleAdder units = new DoubleAdder();

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case ScanRequest scan ->
          scan.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      case QueryRequest query ->
          query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      default -> context.request();
    };
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    requests.increment();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    switch (context.response()) {
      case ScanResponse scan -> add(scan.count(), scan.consumedCapacity());
      case QueryResponse query -> add(query.count(), query.consumedCapacity());
      default -> {}
    }
  }

  private void add(@Nullable Integer count, @Nullable ConsumedCapacity taken) {
    pages.increment();
    items.add(count == null ? 0 : count);
    units.add(taken == null || taken.capacityUnits() == null ? 0 : taken.capacityUnits());
  }

  StageCounts soFar() {
    return new StageCounts(requests.sum(), pages.sum(), items.sum(), units.sum());
  }
}
