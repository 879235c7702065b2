package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.broadside.aws.Profile.Quotas;
import dev.broadside.aws.Profile.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stage's port before a stand-in for SQS, which says what it was asked. */
@Timeout(60)
class SqsPassThroughTest {
  private static final String LIST =
      """
      {"QueueUrls":["http://localhost:9324/123456789012/q","http://x:1/123456789012/d.fifo"]}""";
  private static final String XML =
      """
      <R xmlns="http://queue.amazonaws.com/doc/2012-11-05/">
      <QueueUrl>http://localhost:9324/123456789012/q</QueueUrl></R>""";
  private static final String BATCH =
      "{\"Successful\":[{\"Id\":\"1\"},{\"Id\":\"2\"}],\"Failed\":[{\"Id\":\"3\"}]}";
  private static final String BODY = "{\"QueueUrl\":\"http://localhost:9324/123456789012/q\"}";

  private static HttpClient client;
  private static BareStage stage;
  private static HttpServer sqs;
  private static volatile String asked = "";

  @BeforeAll
  static void start() throws Exception {
    client = HttpClient.newHttpClient();
    stage = BareStage.withAllRoutes();
    sqs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sqs.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked = exchange.getRequestURI() + " " + body;
          String target = "" + exchange.getRequestHeaders().getFirst("X-Amz-Target");
          String answer =
              switch (target) {
                case "AmazonSQS.ListQueues" -> LIST;
                case "AmazonSQS.SendMessageBatch" -> BATCH;
                case "null" -> XML;
                default -> BODY;
              };
          exchange.sendResponseHeaders(target.endsWith("Bad") ? 400 : 200, answer.length());
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    sqs.start();
    stage.openSqs(sqs.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    client.close();
    stage.close();
    sqs.stop(0);
  }

  private static String base() {
    return "http://127.0.0.1:" + stage.port();
  }

  private static HttpResponse<String> json(String path, String operation) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(BodyPublishers.ofString("{\"a\":1}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> query(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void urlsOfQueuesInAnswersLeadBackToTheStage() throws Exception {
    assertEquals(
        "{\"QueueUrls\":[\"%1$s/123456789012/q\",\"%1$s/123456789012/d.fifo\"]}".formatted(base()),
        json("/", "ListQueues").body());
    assertEquals(
        XML.replace("http://localhost:9324", base()),
        query("/", "Action=GetQueueUrl&QueueName=q&Version=2012-11-05").body());
  }

  @Test
  void otherAnswersAndRequestsGoThroughAsTheyAre() throws Exception {
    assertEquals(BODY, json("/123456789012/q", "ReceiveMessage").body());
    assertEquals("/123456789012/q {\"a\":1}", asked);
    assertEquals(400, json("/", "Bad").statusCode());
    String body = "Action=DeleteMessage&ReceiptHandle=x";
    query("/123456789012/q", body);
    assertEquals("/123456789012/q " + body, asked);
  }

  @Test
  void requestsAndTheMessagesThatSqsTookAreCounted() throws Exception {
    Counters.Snapshot.Sends before = stage.counters.snapshot().queues();
    json("/", "SendMessage");
    json("/", "SendMessageBatch");
    json("/", "Bad");
    Counters.Snapshot.Sends after = stage.counters.snapshot().queues();
    assertEquals(3, after.requests() - before.requests());
    assertEquals(3, after.messages() - before.messages());
  }

  @Test
  void theEntriesOfABatchAreCountedInEitherProtocol() {
    String entry = "<SendMessageBatchResultEntry><Id>1</Id></SendMessageBatchResultEntry>";
    assertEquals(2, SqsPassThrough.sent("<R>" + entry + entry + "</R>"));
    assertEquals(2, SqsPassThrough.sent(BATCH));
  }

  @Test
  void aFormThatIsForNoQueueIsNotMeantForSqs() throws Exception {
    asked = "";
    long before = stage.counters.snapshot().queues().requests();
    assertEquals(403, query("/other/path", "Action=SendMessage").statusCode());
    assertEquals(403, query("/", "name=value").statusCode());
    assertEquals("", asked);
    assertEquals(before, stage.counters.snapshot().queues().requests());
  }

  @Test
  void aCallTakesAtLeastTheTimeThatTheProfileGivesIt() throws Exception {
    Quotas none = new Quotas(null, null, null, null, null);
    Rules slow = QuotasTest.rules(none, Map.of(Service.SQS, QuotasTest.constant(150)));
    try (BareStage slower = new BareStage(slow, BareStage.CONNECT)) {
      slower.openSqs(sqs.getAddress().getPort());
      long began = System.nanoTime();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + slower.port()))
                  .header("X-Amz-Target", "AmazonSQS.SendMessage")
                  .POST(BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());
      assertTrue(System.nanoTime() - began >= 150_000_000);
      assertEquals(BODY, answer.body());
    }
  }

  @Test
  void withoutQueuesTheAnswerIsOneThatSdksTryAgainAfter() throws Exception {
    try (BareStage without = BareStage.withAllRoutes()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + without.port()))
                  .header("X-Amz-Target", "AmazonSQS.SendMessage")
                  .POST(BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());
      assertEquals(503, answer.statusCode());
      assertTrue(answer.body().contains("SQS is not ready yet"), answer.body());
    }
  }
}
