package dev.broadside.cloud;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Reads a part of a table by Scan, slowly: whole segments in a random order until a budget of read
 * units is used. A segment is a part of the partition keys' hashes, so that it has each connection
 * with the same probability, whatever its room. After each page it waits until the page's units fit
 * the rate; each throttled request halves the rate.
 *
 * <p>Used by one thread.
 */
final class TableSampler {
  /* Parts of the budget that a segment should take: it is overrun by one segment at most. */
  private static final int SEGMENTS_A_BUDGET = 20;
  private static final int FEWEST_SEGMENTS = 8;

  /* What Scan takes: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
  private static final int MOST_SEGMENTS = 1_000_000;
  private static final double BYTES_A_UNIT = 8_192;
  private static final int PATIENCE = 6;
  private static final double LOWEST_RATE = 0.5;

  private final DynamoDbClient dynamo;
  private final DynamoDbAt at;
  private final Limits limits;
  private final OutcomeLines.Pause pause;
  private final SplittableRandom random;
  private double rate;
  private int throttled;
  private int inARow;

  /**
   * How much, and how fast.
   *
   * @param units at most, and a segment
   */
  record Limits(double units, double unitsPerSecond) {}

  /**
   * Nothing is asked yet.
   *
   * @param pause waits for so long
   */
  TableSampler(
      DynamoDbClient dynamo,
      DynamoDbAt at,
      Limits limits,
      OutcomeLines.Pause pause,
      SplittableRandom random) {
    this.dynamo = dynamo;
    this.at = at;
    this.limits = limits;
    this.pause = pause;
    this.random = random;
    this.rate = limits.unitsPerSecond;
  }

  /** Reads. */
  TableSample read(TableDescription table, TableKeys keys)
      throws CloudException, InterruptedException {
    int[] order = order(segments(table));
    TableScan all = new TableScan(keys);
    int done = 0;
    boolean ended = true;
    while (ended && done < order.length && all.units() < limits.units) {
      TableScan segment = new TableScan(keys);
      ended = readSegment(table.tableName(), order[done], order.length, segment, all);
      if (ended) {
        all.add(segment);
        done++;
      }
    }
    if (done == 0) {
      throw new CloudException(
          throttled == 0
              ? "the table %s is far larger than DynamoDB says, which counts every six hours: raise --sample"
                  .formatted(table.tableName())
              : String.format(
                  Locale.ROOT,
                  "DynamoDB throttled %d reads of the table %s, at the end at %.1f units a second: try later, or with a lower --sample-rate",
                  throttled,
                  table.tableName(),
                  rate));
    }
    return all.sample((double) done / order.length, throttled, ended);
  }

  /** Sizes and counts of a description are up to six hours old. */
  private int segments(TableDescription table) {
    double units = table.tableSizeBytes() == null ? 0 : table.tableSizeBytes() / BYTES_A_UNIT;
    return (int)
        Math.clamp(
            Math.ceil(SEGMENTS_A_BUDGET * units / limits.units), FEWEST_SEGMENTS, MOST_SEGMENTS);
  }

  private int[] order(int segments) {
    int[] order = IntStream.range(0, segments).toArray();
    for (int left = segments; left > 1; left--) {
      int other = random.nextInt(left);
      int swapped = order[left - 1];
      order[left - 1] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /** Whether it came to the segment's end. */
  private boolean readSegment(
      String table, int segment, int segments, TableScan into, TableScan before)
      throws CloudException, InterruptedException {
    Map<String, AttributeValue> after = Map.of();
    while (inARow < PATIENCE && into.units() <= 2 * limits.units) {
      TableScan known = before.units() > 0 ? before : into;
      ScanRequest request =
          ScanRequest.builder()
              .tableName(table)
              .segment(segment)
              .totalSegments(segments)
              .limit(known.limit(rate))
              .exclusiveStartKey(after.isEmpty() ? null : after)
              .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
              .build();
      for (ScanResponse page : page(request)) {
        pause.of(TableScan.pause(into.add(page), rate));
        after = page.lastEvaluatedKey();
        if (after.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  /** None where it was throttled, after a pause that doubles each time. */
  private List<ScanResponse> page(ScanRequest request) throws CloudException, InterruptedException {
    try {
      ScanResponse page = dynamo.scan(request);
      inARow = 0;
      return List.of(page);
    } catch (SdkException refused) {
      if (!DynamoDbRefusal.isThrottling(refused)) {
        throw DynamoDbRefusal.of(refused, at, "Scan", "table/" + request.tableName());
      }
      throttled++;
      rate = Math.max(LOWEST_RATE, rate / 2);
      pause.of(Duration.ofSeconds(1L << inARow));
      inARow++;
      return List.of();
    }
  }
}
