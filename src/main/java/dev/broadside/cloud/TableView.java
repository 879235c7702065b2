package dev.broadside.cloud;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * A connection table that exists, read and never written: its keys, and a sample of its items.
 *
 * @param billing {@code on demand}, or what is provisioned
 * @param readUnitsPerSecond the rate at which it was read, before any throttling
 */
public record TableView(
    String name,
    String place,
    TableKeys keys,
    String billing,
    double readUnitsPerSecond,
    TableSample sample) {
  /* A live system has the rest. */
  private static final double SHARE_OF_PROVISIONED = 0.1;
  private static final double USUAL_RATE = 100;
  private static final long SEED = 6;

  /**
   * What to read.
   *
   * @param index of rooms; found where there is one alone
   * @param roomKey the attribute with the room; the index's partition key if not said
   * @param units to read at most
   * @param unitsPerSecond at most; 100 if not said, and a tenth of what is provisioned
   */
  public record Question(
      String table,
      @Nullable String index,
      @Nullable String roomKey,
      double units,
      @Nullable Double unitsPerSecond) {}

  /**
   * Reads it.
   *
   * @param progress is told a sentence before the reading begins
   */
  public static TableView read(DynamoDbAt at, Question question, Consumer<String> progress)
      throws CloudException, InterruptedException {
    return read(at, question, Thread::sleep, progress);
  }

  static TableView read(
      DynamoDbAt at, Question question, OutcomeLines.Pause pause, Consumer<String> progress)
      throws CloudException, InterruptedException {
    // What is throttled is counted, and slows the reading: the SDK must not try again by itself.
    try (DynamoDbClient dynamo = at.client(AwsRetryStrategy.doNotRetry())) {
      TableDescription table = describe(dynamo, at, question.table);
      TableKeys keys = TableKeys.find(table, question.index, question.roomKey);
      double rate = question.unitsPerSecond == null ? rate(table) : question.unitsPerSecond;
      progress.accept(
          String.format(
              Locale.ROOT,
              "Reading %s at %s: at most %,.0f read units, %,.0f a second",
              question.table,
              at.place(),
              question.units,
              rate));
      TableSampler sampler =
          new TableSampler(
              dynamo,
              at,
              new TableSampler.Limits(question.units, rate),
              pause,
              new SplittableRandom(SEED));
      TableSample sample = sampler.read(table, keys);
      refuseUseless(question.table, keys, sample);
      return new TableView(question.table, at.place(), keys, billing(table), rate, sample);
    }
  }

  static TableDescription describe(DynamoDbClient dynamo, DynamoDbAt at, String name)
      throws CloudException {
    TableDescription table;
    try {
      table = dynamo.describeTable(request -> request.tableName(name)).table();
    } catch (SdkException refused) {
      throw DynamoDbRefusal.of(refused, at, "DescribeTable", "table/" + name);
    }
    if (table.tableStatus() == TableStatus.CREATING
        || table.tableStatus() == TableStatus.DELETING) {
      throw new CloudException(
          "the table %s is %s: wait until it is active".formatted(name, table.tableStatus()));
    }
    return table;
  }

  private static void refuseUseless(String table, TableKeys keys, TableSample sample)
      throws CloudException {
    if (sample.items() == 0) {
      throw new CloudException(
          "the table %s has no items: open connections first, or describe it with --connections, --room and --item"
              .formatted(table));
    }
    if (sample.withoutRoom() == sample.items()) {
      throw new CloudException(
          String.format(
              Locale.ROOT,
              "none of the %,d items that were read of %s has the attribute %s: name the one that holds the room with --room-key",
              sample.items(),
              table,
              keys.room()));
    }
  }

  private static boolean isOnDemand(TableDescription table) {
    ProvisionedThroughputDescription held = table.provisionedThroughput();
    return table.billingModeSummary() != null
        ? table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST
        : held == null || held.readCapacityUnits() == null || held.readCapacityUnits() == 0;
  }

  /** Strongly consistent units are held; what we read takes half of one. */
  static double rate(TableDescription table) {
    return isOnDemand(table)
        ? USUAL_RATE
        : Math.clamp(
            table.provisionedThroughput().readCapacityUnits() * SHARE_OF_PROVISIONED,
            1,
            USUAL_RATE);
  }

  private static String billing(TableDescription table) {
    return isOnDemand(table)
        ? "on demand"
        : String.format(
            Locale.ROOT,
            "%,d read and %,d write units provisioned",
            table.provisionedThroughput().readCapacityUnits(),
            table.provisionedThroughput().writeCapacityUnits());
  }
}
