package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.Sidecar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A table of DynamoDB Local, with one room of 500 and 150 of ten, tuned by the command. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(300)
class TuneTableIT {
  private static final int LARGE = 500;
  private static final int SMALL_ROOMS = 150;
  private static final int SMALL = 10;
  private static final int ALL = LARGE + SMALL_ROOMS * SMALL;

  @TempDir private static Path shared = Path.of("");

  @TempDir private Path home = Path.of("");

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private static Sidecar sidecar;

  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    sidecar = DynamoDbLocal.start(Installation.current(), shared.resolve("dynamodb.log"));
    DynamoDbAt at = DynamoDbAt.parse(sidecar.endpoint().toString());
    try (DynamoDbClient dynamo = at.client(AwsRetryStrategy.doNotRetry())) {
      create(dynamo);
      List<WriteRequest> batch = new ArrayList<>();
      for (int number = 0; number < ALL; number++) {
        batch.add(connection(number));
        if (batch.size() == 25) {
          List<WriteRequest> puts = List.copyOf(batch);
          dynamo.batchWriteItem(request -> request.requestItems(Map.of("chat", puts)));
          batch.clear();
        }
      }
    }
  }

  private static void create(DynamoDbClient dynamo) {
    dynamo.createTable(
        table ->
            table
                .tableName("chat")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    id -> id.attributeName("id").attributeType(ScalarAttributeType.S),
                    room -> room.attributeName("room").attributeType(ScalarAttributeType.S))
                .keySchema(id -> id.attributeName("id").keyType(KeyType.HASH))
                .globalSecondaryIndexes(
                    index ->
                        index
                            .indexName("byRoom")
                            .keySchema(room -> room.attributeName("room").keyType(KeyType.HASH))
                            .projection(all -> all.projectionType(ProjectionType.KEYS_ONLY))));
  }

  /** 2 + 6 and 4 + 8 bytes of keys, 5 + 175 of something else: 200. */
  private static WriteRequest connection(int number) {
    int room = number < LARGE ? 0 : 1 + (number - LARGE) / SMALL;
    Map<String, AttributeValue> item =
        Map.of(
            "id", AttributeValue.fromS("c%05d".formatted(number)),
            "room", AttributeValue.fromS("room%04d".formatted(room)),
            "about", AttributeValue.fromS("x".repeat(175)));
    return WriteRequest.builder().putRequest(put -> put.item(item)).build();
  }

  @AfterAll
  static void end() {
    sidecar.close();
  }

  private int tune(String... options) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("tune", "scan-vs-query", "--no-measure"));
    all.addAll(List.of("--reports", home.resolve("reports").toString()));
    all.addAll(List.of("--dynamodb", sidecar.endpoint().toString()));
    all.addAll(List.of(options));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private Path folder() throws Exception {
    try (Stream<Path> folders = Files.list(home.resolve("reports"))) {
      return folders.findFirst().orElseThrow();
    }
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(folder().resolve("tuning.json").toFile());
  }

  @Test
  void aTableThatIsReadInWholeIsComputedWithItsRooms() throws Exception {
    assertEquals(0, tune("--table", "chat", "--index", "byRoom", "--sample-rate", "10000"));
    JsonNode json = json();
    assertEquals(ALL, json.path("inputs").path("connections").asInt());
    assertEquals(200, json.path("inputs").path("itemBytes").asInt());
    assertEquals(
        "[{\"connections\":10,\"share\":0.75},{\"connections\":500,\"share\":0.25}]",
        json.path("rooms").toString());
    // 10 and 500 entries of 20 B: half a unit, and 10,000 bytes are three of 4 KB.
    JsonNode query = json.path("strategies").path(2);
    assertEquals("query", query.path("strategy").asText());
    assertEquals(0.75 * 0.5 + 0.25 * 1.5, query.path("readUnits").asDouble(), 1e-9);
    assertTrue(
        json.path("table").path("Read").asText().startsWith("2,000 items, all of the table"),
        json.path("table").toString());
    assertTrue(Files.readString(folder().resolve("report.html")).contains("Your rooms"));
    assertFalse(Files.readString(folder().resolve("report.html")).contains("room0001"));
  }

  @Test
  void aSampleIsAPartThatSaysSo() throws Exception {
    assertEquals(0, tune("--table", "chat", "--sample", "20", "--sample-rate", "10000"));
    JsonNode json = json();
    int connections = json.path("inputs").path("connections").asInt();
    assertTrue(connections > ALL / 2 && connections < ALL * 2, "" + connections);
    assertTrue(json.path("table").has("Blur"), json.path("table").toString());
  }

  @Test
  void anIndexThatIsNotThereIsOneSentence() {
    assertEquals(ExitCode.NOTHING_MEASURED, tune("--table", "chat", "--index", "byUser"));
    assertEquals(
        "broadside: the table chat has no index byUser: name one with --index (byRoom by room)",
        err.toString().strip());
    assertFalse(Files.exists(home.resolve("reports")));
  }

  @Test
  void aTableThatIsNotThereIsOneSentence() {
    assertEquals(ExitCode.NOTHING_MEASURED, tune("--table", "chats"));
    assertTrue(err.toString().startsWith("broadside: there is no table chats in http://"));
  }
}
