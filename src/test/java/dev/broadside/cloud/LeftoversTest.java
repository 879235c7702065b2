package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/** A table as DynamoDB's API reference has its answers, over a socket; no pause is slept. */
@Timeout(60)
class LeftoversTest {
  private static final long STARTED = 1_795_245_300_000L;
  private static final RowFilter RUN =
      new RowFilter(
          "connectedAt",
          new RowFilter.Window(
              Instant.ofEpochMilli(STARTED), Instant.ofEpochMilli(STARTED + 60_000)),
          Map.of());
  private static final String REFUSED =
      """
      {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
       "message":"The conditional request failed"}""";

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Doorbell.Answer> answers = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private RecordedAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new RecordedAws();
    aws.on(
        "DescribeTable",
        200,
        """
        {"Table":{"TableName":"chat","TableStatus":"ACTIVE",
         "KeySchema":[{"AttributeName":"room","KeyType":"HASH"},
                      {"AttributeName":"connectionId","KeyType":"RANGE"}]}}""");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private static String row(String id, long sinceStart) {
    return """
        {"connectionId":{"S":"%s"},"room":{"S":"room-1"},"connectedAt":{"N":"%d"}}"""
        .formatted(id, STARTED + sinceStart);
  }

  private void page(String after, String... rows) throws Exception {
    aws.on(
        "Scan",
        200,
        """
        {"Items":[%s],%s"ConsumedCapacity":{"TableName":"chat","CapacityUnits":2}}"""
            .formatted(String.join(",", rows), after));
  }

  private Leftovers leftovers(RowFilter filter) throws Exception {
    DynamoDbAt at = new DynamoDbAt(aws.address(), "eu-central-1");
    Doorbell doorbell =
        new Doorbell() {
          @Override
          public Answer ring(String connection) {
            asked.add(connection);
            return answers.getOrDefault(connection, Answer.GONE);
          }

          @Override
          public void close() {}
        };
    return new Leftovers(
        at,
        at.client(AwsRetryStrategy.doNotRetry()),
        doorbell,
        new Leftovers.Question("chat", "connectionId", filter, 50),
        pauses::add);
  }

  private static List<String> ids(Leftovers.Found found) {
    return found.gone().stream().map(Leftovers.Row::connection).toList();
  }

  @Test
  void allPagesAreReadAndOnlyTheRunsRowsAreAskedFor() throws Exception {
    page(
        "\"LastEvaluatedKey\":{\"room\":{\"S\":\"room-1\"},\"connectionId\":{\"S\":\"old\"}},",
        row("gone", 5_000),
        row("before", -1),
        row("after", 60_001));
    page("", row("open", 60_000), row("torn", 0), "{\"room\":{\"S\":\"no-id\"}}");
    answers.put("open", Doorbell.Answer.OPEN);
    answers.put("torn", Doorbell.Answer.UNSURE);
    try (Leftovers leftovers = leftovers(RUN)) {
      Leftovers.Found found = leftovers.find(sentence -> {});
      assertEquals(List.of("gone"), ids(found));
      assertEquals(List.of(6L, 3L, 1L, 1L), counts(found));
    }
    assertEquals(List.of("gone", "open", "torn"), asked);
    // 2 units of 100 a second for a page, and a fiftieth of a second for each that is asked.
    assertEquals(2, Collections.frequency(pauses, Duration.ofMillis(20)) - asked.size());
    assertEquals(List.of("DescribeTable", "Scan", "Scan"), aws.asked());
  }

  private static List<Long> counts(Leftovers.Found found) {
    return List.of(found.rows(), found.others(), found.open(), found.unsure());
  }

  @Test
  void whoCameMeanwhileIsNotRemovedAndWhoIsStillGoneAfterAMinuteIs() throws Exception {
    page("", row("gone", 0), row("late", 0));
    aws.on("DeleteItem", 200, "{}");
    try (Leftovers leftovers = leftovers(RUN)) {
      Leftovers.Found found = leftovers.find(sentence -> {});
      answers.put("late", Doorbell.Answer.OPEN);
      pauses.clear();
      assertEquals(new Leftovers.Removed(1, 1), leftovers.remove(found, sentence -> {}));
    }
    assertEquals(Duration.ofMinutes(1), pauses.getFirst());
    assertEquals(1, Collections.frequency(aws.asked(), "DeleteItem"));
    String request = aws.bodies().getLast();
    assertTrue(request.contains("\"room\":{\"S\":\"room-1\"}"), request);
    assertTrue(request.contains("\"ConditionExpression\":\"#id = :id\""), request);
    assertTrue(request.contains("\":id\":{\"S\":\"gone\"}"), request);
  }

  @Test
  void aRowThatNamesAnotherConnectionByNowIsKept() throws Exception {
    page("", row("gone", 0));
    aws.on("DeleteItem", 400, REFUSED);
    try (Leftovers leftovers = leftovers(RUN)) {
      Leftovers.Found found = leftovers.find(sentence -> {});
      assertEquals(new Leftovers.Removed(0, 1), leftovers.remove(found, sentence -> {}));
    }
  }

  @Test
  void whereNothingIsGoneNobodyWaits() throws Exception {
    page("");
    try (Leftovers leftovers = leftovers(RUN)) {
      Leftovers.Found found = leftovers.find(sentence -> {});
      pauses.clear();
      assertEquals(new Leftovers.Removed(0, 0), leftovers.remove(found, sentence -> {}));
    }
    assertEquals(List.of(), pauses);
  }

  @Test
  void aMissingPermissionToDeleteIsNamed() throws Exception {
    page("", row("gone", 0));
    aws.on(
        "DeleteItem",
        400,
        "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"no\"}");
    try (Leftovers leftovers = leftovers(RUN)) {
      Leftovers.Found found = leftovers.find(sentence -> {});
      CloudException refused =
          assertThrows(CloudException.class, () -> leftovers.remove(found, sentence -> {}));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("dynamodb:DeleteItem"), refused::toString);
    }
  }

  @Test
  void beginningsOfAttributesTellARunToo() throws Exception {
    page(
        "",
        "{\"connectionId\":{\"S\":\"a\"},\"room\":{\"S\":\"r\"},\"user\":{\"S\":\"load-1\"}}",
        "{\"connectionId\":{\"S\":\"b\"},\"user\":{\"S\":\"ann\"}}",
        "{\"connectionId\":{\"S\":\"c\"}}");
    RowFilter filter = new RowFilter("connectedAt", null, Map.of("user", "load-"));
    try (Leftovers leftovers = leftovers(filter)) {
      assertEquals(List.of("a"), ids(leftovers.find(sentence -> {})));
    }
    assertTrue(filter.isNarrow());
    assertFalse(new RowFilter("connectedAt", null, Map.of()).isNarrow());
  }
}
