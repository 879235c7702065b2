package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table as DynamoDB's API reference has its answers, over a socket; no pause is slept. */
@Timeout(60)
class TableViewTest {
  private static final String BY_ROOM = index("byRoom", "room", "KEYS_ONLY");
  private static final String THROTTLED =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\","
          + "\"message\":\"The level of configured provisioned throughput for the table was exceeded.\"}";

  /* "connectionId" and "room" with "c1" and "r": 12 + 2 + 4 + 1 bytes. */
  private static final String ONE =
      page("{\"connectionId\":{\"S\":\"c1\"},\"room\":{\"S\":\"r\"}}");

  private final List<Duration> pauses = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private RecordedAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new RecordedAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private static String index(String name, String key, String projection) {
    return """
        {"IndexName":"%s","KeySchema":[{"AttributeName":"%s","KeyType":"HASH"}],
         "Projection":{"ProjectionType":"%s"}}"""
        .formatted(name, key, projection);
  }

  private RecordedAws table(String more, String... indexes) throws Exception {
    return aws.on(
        "DescribeTable",
        200,
        """
        {"Table":{"TableName":"chat","TableStatus":"ACTIVE","ItemCount":4,"TableSizeBytes":76,%s
         "KeySchema":[{"AttributeName":"connectionId","KeyType":"HASH"}],
         "GlobalSecondaryIndexes":[%s]}}"""
            .formatted(more, String.join(",", indexes)));
  }

  private static String page(String... items) {
    return """
        {"Count":%d,"ScannedCount":%d,"Items":[%s],
         "ConsumedCapacity":{"TableName":"chat","CapacityUnits":0.5}}"""
        .formatted(items.length, items.length, String.join(",", items));
  }

  private TableView read() throws Exception {
    return read(null, null);
  }

  private TableView read(@Nullable String index, @Nullable String room) throws Exception {
    return TableView.read(
        new DynamoDbAt(aws.address(), "eu-central-1"),
        new TableView.Question("chat", index, room, 100, null),
        pauses::add,
        sentence -> {});
  }

  private String refused(@Nullable String index, @Nullable String room) {
    return String.valueOf(assertThrows(CloudException.class, () -> read(index, room)).getMessage());
  }

  @Test
  void everySegmentOfASmallTableIsRead() throws Exception {
    table("", BY_ROOM).on("Scan", 200, ONE);
    TableView view = read();
    assertEquals(List.of(8L), view.sample().members());
    assertEquals(1, view.sample().fraction());
    assertEquals(8, view.sample().tableItems());
    assertEquals(19, view.sample().meanItemBytes());
    assertEquals(19, view.sample().meanEntryBytes());
    assertEquals(4, view.sample().units());
    assertEquals("on demand", view.billing());
    assertEquals(
        new TableKeys("room", "byRoom", false, Set.of("connectionId", "room")), view.keys());
    Set<Integer> segments = new TreeSet<>();
    for (String body : aws.bodies()) {
      if (body.contains("TotalSegments")) {
        assertTrue(body.contains("\"TotalSegments\":8"), body);
        segments.add(Integer.valueOf(body.replaceAll(".*\"Segment\":(\\d+).*", "$1")));
      }
    }
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7), segments);
    // 0.5 units of 100 a second.
    assertEquals(Collections.nCopies(8, Duration.ofMillis(5)), pauses);
  }

  @Test
  void nothingButReadsIsAsked() throws Exception {
    table("", BY_ROOM).on("Scan", 200, ONE);
    read();
    assertEquals(Set.of("DescribeTable", "Scan"), Set.copyOf(aws.asked()));
  }

  @Test
  void throttlingInTheMiddleHalvesTheRate() throws Exception {
    table("", BY_ROOM).on("Scan", 200, ONE).on("Scan", 400, THROTTLED).on("Scan", 200, ONE);
    TableSample sample = read().sample();
    assertEquals(1, sample.throttled());
    assertTrue(sample.ended());
    assertEquals(8, sample.items());
    assertEquals(
        List.of(Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofMillis(10)),
        pauses.subList(0, 3));
  }

  @Test
  void throttlingThatDoesNotEndKeepsTheSegmentsThatAreWhole() throws Exception {
    table("", BY_ROOM).on("Scan", 200, ONE).on("Scan", 200, ONE).on("Scan", 400, THROTTLED);
    TableSample sample = read().sample();
    assertFalse(sample.ended());
    assertEquals(6, sample.throttled());
    assertEquals(0.25, sample.fraction());
    assertEquals(8, sample.tableItems());
    // 1, 2, 4 … 32 s.
    assertEquals(63, pauses.stream().mapToLong(Duration::toSeconds).sum());
  }

  @Test
  void throttlingFromTheStartIsASentence() throws Exception {
    table("", BY_ROOM).on("Scan", 400, THROTTLED);
    assertEquals(
        "DynamoDB throttled 6 reads of the table chat, at the end at 1.6 units a second: try later, or with a lower --sample-rate",
        refused(null, null));
  }

  @ParameterizedTest
  @CsvSource({"DescribeTable", "Scan"})
  void aMissingPermissionIsNamedWithItsResource(String action) throws Exception {
    String denied =
        "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"User: arn:aws:iam::123456789012:user/eve is not authorized\"}";
    if (action.equals("Scan")) {
      table("", BY_ROOM);
    }
    aws.on(action, 400, denied);
    assertEquals(
        "these credentials lack dynamodb:%s on arn:aws:dynamodb:eu-central-1:*:table/chat: add it to their policy"
            .formatted(action),
        refused(null, null));
  }

  @Test
  void aTableThatIsNotThereIsASentence() throws Exception {
    aws.on(
        "DescribeTable",
        400,
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"Requested resource not found\"}");
    assertEquals(
        "there is no table chat in " + aws.address() + ": check the name and the region",
        refused(null, null));
  }

  @Test
  void credentialsThatAreOverAreASentence() throws Exception {
    aws.on(
        "DescribeTable",
        400,
        "{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\",\"message\":\"The security token included in the request is expired\"}");
    assertTrue(refused(null, null).startsWith("AWS does not take these credentials (Expired"));
  }

  @Test
  void whoCannotBeReachedIsASentence() {
    aws.close();
    assertTrue(refused(null, null).endsWith("check --dynamodb, the region and the way there"));
  }

  @Test
  void anIndexThatIsNotThereIsASentenceWithThoseThatAre() throws Exception {
    table("", BY_ROOM, index("byUser", "user", "ALL"));
    assertEquals(
        "the table chat has no index rooms: name one with --index (byRoom by room, byUser by user)",
        refused("rooms", null));
  }

  @Test
  void anIndexByAnotherKeyIsASentence() throws Exception {
    table("", index("byUser", "user", "ALL"));
    assertEquals(
        "the index byUser is keyed by user, not by room: name an index whose partition key is the room, or leave out --room-key",
        refused("byUser", "room"));
  }

  @Test
  void whichOfSeveralIndexesIsNotGuessed() throws Exception {
    table("", BY_ROOM, index("byUser", "user", "ALL"));
    assertEquals(
        "the table chat has several indexes that might be of rooms: name one with --index (byRoom by room, byUser by user)",
        refused(null, null));
  }

  @Test
  void aTableWithoutAnIndexNeedsTheAttribute() throws Exception {
    table("").on("Scan", 200, ONE);
    assertTrue(refused(null, null).startsWith("the table chat has no index: name the attribute"));
    assertNull(read(null, "room").keys().index());
  }

  @Test
  void whatAnIndexHoldsIsWhatItsEntriesAreSizedBy() throws Exception {
    String item =
        page("{\"connectionId\":{\"S\":\"c1\"},\"room\":{\"S\":\"r\"},\"x\":{\"N\":\"1\"}}");
    table("", index("byRoom", "room", "ALL")).on("Scan", 200, item);
    assertEquals(22, read().sample().meanEntryBytes());
  }

  @Test
  void itemsWithoutARoomAreCountedApart() throws Exception {
    table("", BY_ROOM).on("Scan", 200, page("{\"connectionId\":{\"S\":\"c2\"}}"));
    aws.on("Scan", 200, ONE);
    TableSample sample = read().sample();
    assertEquals(1, sample.withoutRoom());
    assertEquals(List.of(7L), sample.members());
    assertEquals(19, sample.meanEntryBytes());
  }

  @Test
  void noRoomAtAllIsASentence() throws Exception {
    table("", BY_ROOM).on("Scan", 200, page("{\"connectionId\":{\"S\":\"c2\"}}"));
    assertEquals(
        "none of the 8 items that were read of chat has the attribute room: name the one that holds the room with --room-key",
        refused(null, null));
  }

  @Test
  void anEmptyTableIsASentence() throws Exception {
    table("", BY_ROOM).on("Scan", 200, page());
    assertTrue(refused(null, null).startsWith("the table chat has no items"));
  }

  @Test
  void ofWhatIsProvisionedATenthIsTaken() throws Exception {
    table(
            "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":200,\"WriteCapacityUnits\":50},",
            BY_ROOM)
        .on("Scan", 200, ONE);
    TableView view = read();
    assertEquals(20, view.readUnitsPerSecond());
    assertEquals("200 read and 50 write units provisioned", view.billing());
    assertEquals(Duration.ofMillis(25), pauses.getFirst());
  }
}
