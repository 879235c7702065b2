package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The three functions of scan-chat against a stub of DynamoDB and {@code @connections}. */
@Timeout(60)
@ExtendWith({DummyCredentials.class, LoadedClients.class})
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class ScanChatTest {
  private static final Context CONTEXT = NoContext.create();
  private static final Map<String, Object> OK = Map.of("statusCode", 200);
  private static final String SENDER = "Uc0nN-cTIAMCK_g=";

  private final CapturedLog log = new CapturedLog();

  private Map<String, Object> send(StubAws aws, String fanout, int concurrency, String body) {
    try (var function = new ScanChatSendMessage(aws.environment(fanout, concurrency), log)) {
      return function.handleRequest(Event.message(body), CONTEXT);
    }
  }

  private Map<String, Object> send(StubAws aws, String fanout, int concurrency) {
    return send(aws, fanout, concurrency, "{\"action\":\"sendMessage\",\"message\":\"Hi \u2713\"}");
  }

  @Test
  void connectPutsTheIdAndDisconnectDeletesIt() throws IOException {
    try (StubAws aws = new StubAws(10);
        var connect = new ScanChatConnect(aws.environment("serial", 1));
        var disconnect = new ScanChatDisconnect(aws.environment("serial", 1))) {
      assertEquals(OK, connect.handleRequest(Event.named("connect"), CONTEXT));
      assertEquals(Set.of(SENDER), aws.table);
      assertEquals(OK, disconnect.handleRequest(Event.named("disconnect"), CONTEXT));
      assertEquals(
          List.of(
              "put " + SENDER + " websocket-connections",
              "delete " + SENDER + " websocket-connections"),
          aws.requests);
    }
  }

  @Test
  void theSeedsMessageReachesEveryoneTheSenderIncluded() throws IOException {
    try (StubAws aws = new StubAws(10, SENDER, "B=");
        var function = new ScanChatSendMessage(aws.environment("serial", 1), log)) {
      assertEquals(OK, function.handleRequest(Event.named("message"), CONTEXT));
      assertEquals(
          List.of("post " + SENDER + " Hello! bs~", "post B= Hello! bs~"), aws.requests("post"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"serial", "pool", "virtual", "async", "direct"})
  void everyoneGetsTheMessageOnceOverManyPages(String fanout) throws IOException {
    String[] ids = IntStream.range(0, 100).mapToObj(i -> "id" + i + "=").toArray(String[]::new);
    try (StubAws aws = new StubAws(7, ids)) {
      assertEquals(OK, send(aws, fanout, 16));
      assertEquals(
          Arrays.stream(ids).map(id -> "post " + id + " Hi \u2713").sorted().toList(),
          aws.requests("post").stream().sorted().toList());
      assertEquals(15, aws.scans.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"serial", "pool", "virtual", "async", "direct"})
  void theNextPageIsFetchedWhileTheFirstIsPosted(String fanout) throws IOException {
    // Neither is answered before both were asked for: one after the other would hang.
    CountDownLatch both = new CountDownLatch(2);
    try (StubAws aws = new StubAws(2, "a", "b", "c")) {
      aws.beforeAnswer = () -> countDownAndAwait(both);
      aws.beforeScan =
          page -> {
            if (page == 2) {
              countDownAndAwait(both);
            }
          };
      assertEquals(OK, send(aws, fanout, 1));
      assertEquals(3, aws.requests("post").size());
    }
  }

  private static void countDownAndAwait(CountDownLatch latch) {
    try {
      latch.countDown();
      latch.await();
    } catch (InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void aScanAsksForIdsOnlyAndReadsEventually() throws IOException {
    try (StubAws aws = new StubAws(2, "a")) {
      send(aws, "serial", 1);
      assertEquals("connectionId", aws.scans.get(0).path("ProjectionExpression").textValue());
      assertEquals(false, aws.scans.get(0).path("ConsistentRead").asBoolean(true));
    }
  }

  @Test
  void serialPostsInTheOrderOfTheTable() throws IOException {
    try (StubAws aws = new StubAws(2, "d", "b", "a", "c")) {
      send(aws, "serial", 64);
      assertEquals(
          List.of("post d Hi \u2713", "post b Hi \u2713", "post a Hi \u2713", "post c Hi \u2713"),
          aws.requests("post"));
      assertEquals(1, aws.mostInFlight.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "virtual", "async", "direct"})
  void exactlyTheConcurrencyIsInFlight(String fanout) throws IOException {
    int concurrency = 30;
    String[] ids = IntStream.range(0, 90).mapToObj(i -> "id" + i).toArray(String[]::new);
    // No post is answered before 30 are there: fewer in flight would hang, more would be counted.
    CyclicBarrier barrier = new CyclicBarrier(concurrency);
    try (StubAws aws = new StubAws(1000, ids)) {
      aws.beforeAnswer = () -> await(barrier);
      send(aws, fanout, concurrency);
      assertEquals(90, aws.requests("post").size());
      assertEquals(concurrency, aws.mostInFlight.get());
      assertTrue(log.lines.get(0).contains("\"posted\":90"), log.lines.toString());
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT) // They wait for backoffs.
  @ValueSource(strings = {"serial", "pool", "virtual", "async", "direct"})
  void aFailedPostStopsNothingAndIsCountedOnce(String fanout) throws IOException {
    try (StubAws aws = new StubAws(2, "a", "gone1", "slow", "broken", "gone2", "refused", "z")) {
      aws.answers("gone1", 410);
      aws.answers("slow", 429, 200);
      aws.answers("broken", 503, 200);
      aws.answers("gone2", 410);
      aws.answers("refused", 403);
      assertEquals(OK, send(aws, fanout, 4));
      assertEquals(9, aws.requests("post").size());
      assertEquals(Set.of("a", "slow", "broken", "refused", "z"), aws.table);
      assertEquals(1, log.lines.size());
      String line = log.lines.get(0).replaceAll("\"(sending|posting)Millis\":[0-9.E-]+,", "");
      assertEquals(
          "INFO {\"event\":\"broadcast\",\"connections\":7,\"posted\":4,\"gone\":2,\"failed\":1,"
              + "\"notTried\":0,\"attempts\":9,\"retried\":2,\"throttled\":1,"
              + "\"notRemoved\":0,\"lookupFailure\":null,\"failures\":{\"403\":1}}",
          line);
    }
  }

  @Test
  void removalComesAfterThePostsAndItsFailureIsCountedNotThrown() throws IOException {
    try (StubAws aws = new StubAws(10, "gone", "a", "b")) {
      aws.answers("gone", 410);
      aws.deleteStatus = 400;
      assertEquals(OK, send(aws, "serial", 1));
      assertEquals("delete gone websocket-connections", aws.requests.getLast());
      assertTrue(log.lines.get(0).contains("\"notRemoved\":1"), log.lines.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"serial", "pool", "virtual", "async", "direct"})
  void aPageThatCannotBeReadFailsTheFunctionAfterItsPostsEnded(String fanout) throws IOException {
    try (StubAws aws = new StubAws(2, "a", "b", "c", "d")) {
      aws.scansBeforeFailure = 1;
      assertThrows(ResourceNotFoundException.class, () -> send(aws, fanout, 4));
      assertEquals(2, aws.requests("post").size());
      assertTrue(
          log.lines.get(0).contains("\"posted\":2")
              && log.lines.get(0).contains("\"lookupFailure\":\"ResourceNotFoundException\""),
          log.lines.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "{\"action\":\"sendMessage\"}",
        "{\"message\":5}",
        "{\"message\":null}",
        "[\"message\"]",
        "\"message\"",
        "{\"message\":\"a\"} and more"
      })
  void aBodyWithoutMessageIsRefusedAndNothingIsPosted(String body) throws IOException {
    try (StubAws aws = new StubAws(10, "a")) {
      Map<String, Object> answer = send(aws, "serial", 1, body);
      assertEquals(400, answer.get("statusCode"));
      assertTrue(String.valueOf(answer.get("body")).contains("message"));
      assertEquals(List.of(), aws.requests);
    }
  }

  @Test
  void withoutAnEndpointInTheEnvironmentPostsGoToTheEventsOwnStage() {
    assertEquals(
        "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod",
        WebSocketEvent.of(Event.named("message")).endpoint().toString());
  }

  @Test
  void anEventOfNoWebSocketApiIsRefusedWithASentence() throws IOException {
    try (StubAws aws = new StubAws(10);
        var connect = new ScanChatConnect(aws.environment("serial", 1))) {
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> connect.handleRequest(Map.of(), CONTEXT));
      assertTrue(refused.toString().contains("requestContext"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "WEBSOCKET_TABLE| |WEBSOCKET_TABLE is not set: the function needs the table of the"
            + " connections in its environment.",
        "AWS_REGION| |AWS_REGION is not set: the function needs the region in its environment.",
        "BROADSIDE_LOOKUP|Scan|BROADSIDE_LOOKUP is 'Scan': write scan or parallel-scan or query or"
            + " table-query.",
        "BROADSIDE_LOOKUP|query|BROADSIDE_GROUP is not set: BROADSIDE_LOOKUP=query needs the"
            + " attribute of the group.",
        "BROADSIDE_FANOUT|Async|BROADSIDE_FANOUT is 'Async': write serial or pool or virtual or"
            + " async or direct.",
        "BROADSIDE_CONCURRENCY|0|BROADSIDE_CONCURRENCY is '0': write a whole number from 1 to 1000.",
        "BROADSIDE_CONCURRENCY|many|BROADSIDE_CONCURRENCY is 'many': write a whole number from 1 to"
            + " 1000.",
        "AWS_ENDPOINT_URL_DYNAMODB|localhost:8000|AWS_ENDPOINT_URL_DYNAMODB is 'localhost:8000':"
            + " write an address such as http://127.0.0.1:8000."
      })
  void aWrongEnvironmentIsRefusedAtInit(String name, String value, String sentence)
      throws IOException {
    try (StubAws aws = new StubAws(10)) {
      Map<String, String> environment = new HashMap<>(aws.environment("serial", 1));
      environment.put(name, value);
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> new ScanChatSendMessage(environment, log));
      assertEquals(sentence, refused.getMessage());
    }
  }
}
