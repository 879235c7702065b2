package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.cloud.RecordedAws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as DynamoDB's API reference has its answers, over a socket; no pause is slept. */
@Timeout(60)
class OwnTablesTest {
  private static final TableShape SHAPE = new TableShape(30, 10, 200, Projection.KEYS_ONLY);
  private static final String NAME = "broadside-bench-run-connections-30-10-200-KEYS_ONLY";
  private static final String ACTIVE = "{\"Table\":{\"TableStatus\":\"ACTIVE\"}}";
  private static final String DENIED =
      "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"no\"}";
  private static final String THROTTLED =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":\"slow\"}";

  private final List<Duration> pauses = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private RecordedAws aws;

  @SuppressWarnings("NullAway.Init")
  private OwnTables tables;

  @BeforeEach
  void start() throws Exception {
    aws = new RecordedAws();
    DynamoDbAt at = new DynamoDbAt(aws.address(), "eu-central-1");
    tables = new OwnTables(at, "run", pauses::add, sentence -> {});
  }

  @AfterEach
  void stop() {
    tables.close();
    aws.close();
  }

  private static String type(String exception) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"no\"}"
        .formatted(exception);
  }

  /** All that goes well, but for what a test has said before. */
  private void rest() throws Exception {
    aws.on("CreateTable", 200, "{}")
        .on("DescribeTable", 200, ACTIVE)
        .on("BatchWriteItem", 200, "{\"UnprocessedItems\":{}}")
        .on("Scan", 200, "{\"Count\":1,\"ScannedCount\":1,\"Items\":[]}")
        .on("Query", 200, "{\"Count\":10,\"ScannedCount\":10}")
        .on("DeleteTable", 200, "{}");
  }

  private String refused() {
    return String.valueOf(
        assertThrows(CloudException.class, () -> tables.makeConnections(SHAPE)).getMessage());
  }

  @Test
  void aTableIsMadeFilledOnceAndRemoved() throws Exception {
    rest();
    tables.makeConnections(SHAPE);
    tables.makeConnections(SHAPE);
    tables.remove();
    tables.remove();
    assertEquals(
        List.of(
            "CreateTable",
            "DescribeTable",
            "BatchWriteItem",
            "BatchWriteItem",
            "Scan",
            "Query",
            "DeleteTable"),
        aws.asked());
    assertTrue(aws.bodies().getLast().contains(NAME), aws.bodies().getLast());
  }

  @Test
  void aTableAndItsIndexAreWaitedFor() throws Exception {
    aws.on("DescribeTable", 200, "{\"Table\":{\"TableStatus\":\"CREATING\"}}");
    aws.on("Query", 200, "{\"Count\":7,\"ScannedCount\":7}");
    rest();
    tables.makeConnections(SHAPE);
    assertEquals(2, Collections.frequency(aws.asked(), "DescribeTable"));
    assertEquals(2, Collections.frequency(aws.asked(), "Query"));
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(1)), pauses);
  }

  @Test
  void whatIsThrottledIsWrittenAgainLater() throws Exception {
    aws.on("BatchWriteItem", 400, THROTTLED).on("BatchWriteItem", 400, THROTTLED);
    rest();
    tables.makeConnections(SHAPE);
    assertEquals(4, Collections.frequency(aws.asked(), "BatchWriteItem"));
    assertEquals(List.of(Duration.ofMillis(50), Duration.ofMillis(100)), pauses);
  }

  @Test
  void whatWasNotProcessedIsWrittenAgain() throws Exception {
    aws.on(
        "BatchWriteItem",
        200,
        "{\"UnprocessedItems\":{\"%s\":[{\"PutRequest\":{\"Item\":{\"room\":{\"S\":\"again\"}}}}]}}"
            .formatted(NAME));
    rest();
    tables.makeConnections(SHAPE);
    assertEquals(1, aws.bodies().stream().filter(body -> body.contains("again")).count());
  }

  @Test
  void throttlingWithoutEndIsASentence() throws Exception {
    aws.on("CreateTable", 200, "{}").on("DescribeTable", 200, ACTIVE);
    aws.on("BatchWriteItem", 400, THROTTLED);
    assertTrue(refused().startsWith("DynamoDB throttles dynamodb:BatchWriteItem on table/" + NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateTable", "DescribeTable", "BatchWriteItem", "Scan"})
  void aMissingPermissionIsNamedWithItsResource(String action) throws Exception {
    aws.on(action, 400, DENIED);
    rest();
    assertEquals(
        "these credentials lack dynamodb:%s on arn:aws:dynamodb:eu-central-1:*:table/%s: add it to their policy"
            .formatted(action, NAME),
        refused());
  }

  @Test
  void theIndexIsAResourceOfItsOwn() throws Exception {
    aws.on("Query", 400, DENIED);
    rest();
    assertTrue(
        refused()
            .contains(
                "lack dynamodb:Query on arn:aws:dynamodb:eu-central-1:*:table/"
                    + NAME
                    + "/index/byRoom"));
  }

  @Test
  void whatCannotBeRemovedIsNamed() throws Exception {
    aws.on("DeleteTable", 400, DENIED);
    rest();
    tables.makeConnections(SHAPE);
    String sentence =
        String.valueOf(assertThrows(CloudException.class, () -> tables.remove()).getMessage());
    assertTrue(sentence.contains("lack dynamodb:DeleteTable on"), sentence);
    assertTrue(sentence.endsWith("Left over, remove them by hand: " + NAME), sentence);
  }

  @Test
  void aTableThatIsStillCreatedIsRemovedWhenItCanBe() throws Exception {
    aws.on("DeleteTable", 400, type("ResourceInUseException"));
    rest();
    tables.makeConnections(SHAPE);
    tables.remove();
    assertEquals(2, Collections.frequency(aws.asked(), "DeleteTable"));
  }

  @Test
  void afterTheRemovalNoneIsMade() throws Exception {
    rest();
    tables.remove();
    assertTrue(refused().startsWith("the benchmark has ended"));
    assertEquals(List.of(), aws.asked());
  }

  @Test
  void whatKilledBenchmarksLeftIsFoundOnAllPages() throws Exception {
    aws.on(
        "ListTables",
        200,
        "{\"TableNames\":[\"app\",\"broadside-bench-a\"],\"LastEvaluatedTableName\":\"broadside-bench-a\"}");
    aws.on("ListTables", 200, "{\"TableNames\":[\"broadside-bench-b\",\"chat\"]}");
    assertEquals(
        List.of("broadside-bench-a", "broadside-bench-b"),
        OwnTables.left(new DynamoDbAt(aws.address(), "eu-central-1")));
  }

  @Test
  void onlyTablesOfOursAreRemoved() throws Exception {
    rest();
    OwnTables.remove(
        new DynamoDbAt(aws.address(), "eu-central-1"), List.of("chat", "broadside-bench-a"));
    assertEquals(List.of("DeleteTable"), aws.asked());
    assertTrue(aws.bodies().getFirst().contains("broadside-bench-a"));
  }
}
