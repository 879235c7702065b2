package dev.broadside.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.broadside.aws.Latency;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Quota;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** DynamoDB behind the stage's port, called by the AWS SDK, which checks what it gets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbUnderProfileTest {
  private static final String PAGE =
      "{\"ConsumedCapacity\":{\"TableName\":\"rooms\",\"CapacityUnits\":60.0},"
          + "\"Items\":[{\"id\":{\"S\":\"new\"}},{\"id\":{\"S\":\"old\"}}],"
          + "\"Count\":2,\"ScannedCount\":2}";

  private final List<String> forwarded = new CopyOnWriteArrayList<>();
  private final HttpServer tables = server();
  private final BareStage stage = stage();
  private final DynamoDbClient sdk =
      DynamoDbClient.builder()
          .endpointOverride(URI.create("http://127.0.0.1:" + stage.port()))
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("pythonFn", "b")))
          .httpClientBuilder(Apache5HttpClient.builder())
          .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
          .build();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BareStage stage() {
    Latency fortyMillis = new Latency(Duration.ofMillis(40), Duration.ofMillis(40));
    Latency hour = new Latency(Duration.ofHours(1), Duration.ofHours(1));
    Profile profile =
        new Profile(
            "test",
            1,
            new Profile.Quotas(null, null, null, null, null),
            Map.of(Profile.Service.DYNAMODB, fortyMillis),
            new Profile.Tables(hour, new Quota(0.01, 100), null, null, null),
            "");
    try {
      return new BareStage(
          new Rules(Lifetime.OF_AWS, false, profile), List.of(TableModelTest.ROOMS));
    } catch (StageException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeAll
  void start() {
    tables.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          forwarded.add(body);
          boolean query = body.contains("IndexName");
          byte[] answer =
              (query ? PAGE : "{\"ConsumedCapacity\":{\"CapacityUnits\":2.0}}").getBytes(UTF_8);
          CRC32 crc = new CRC32();
          crc.update(answer);
          exchange.getResponseHeaders().set("x-amz-crc32", "" + crc.getValue());
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    tables.start();
    stage.tables(tables.getAddress());
  }

  @AfterAll
  void stop() {
    sdk.close();
    stage.close();
    tables.stop(0);
  }

  private QueryResponse query() {
    return sdk.query(
        q ->
            q.tableName("rooms")
                .indexName("by-room")
                .keyConditionExpression("room = :r")
                .expressionAttributeValues(Map.of(":r", AttributeValue.fromS("one"))));
  }

  @Test
  void aQueryWaitsMissesWhatIsNewIsCountedForItsCallerAndMeetsItsPartitionsCeiling() {
    PutItemResponse put =
        sdk.putItem(
            p ->
                p.tableName("rooms")
                    .item(
                        Map.of(
                            "id", AttributeValue.fromS("new"),
                            "room", AttributeValue.fromS("one"))));
    assertTrue(forwarded.getLast().contains("\"ReturnValues\":\"ALL_OLD\""), forwarded.getLast());
    assertFalse(put.hasAttributes());

    long began = System.nanoTime();
    QueryResponse page = query();
    assertTrue(System.nanoTime() - began >= 40_000_000, "the profile's latency");
    assertEquals(1, page.count());
    assertEquals(Map.of("id", AttributeValue.fromS("old")), page.items().getFirst());
    assertEquals(null, page.consumedCapacity(), "nobody asked");

    query();
    ProvisionedThroughputExceededException e =
        assertThrows(ProvisionedThroughputExceededException.class, this::query);
    assertTrue(e.isThrottlingException());
    assertEquals(52, e.requestId().length());
    String counters = stage.counters.snapshot().toJson();
    assertTrue(
        counters.contains(
            "\"functions\":{\"pythonFn\":{\"requests\":4,\"pages\":2,\"items\":4,\"readUnits\":120.0}}"),
        counters);
    assertTrue(counters.contains("\"throttledCalls\":1,\"hiddenByIndexLag\":2"), counters);
  }
}
