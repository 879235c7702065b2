package dev.broadside.stage.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.broadside.template.EventSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When records reach their function, before a stand-in that answers what it was told. */
@Timeout(60)
class DeliveryTest {
  private static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/x";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer service = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() {
    service.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String next = answers.poll();
          byte[] answer = (next == null ? "{}" : next).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
    http.shutdownNow();
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + service.getAddress().getPort());
  }

  @Test
  void aChangeReachesItsFunctionTheDrawnTimeAfterItWasWrittenAsFarAsThatIsKnown() throws Exception {
    AtomicLong clock = new AtomicLong();
    Surroundings around =
        new Surroundings(
            (function, event) -> CompletableFuture.completedFuture(Optional.empty()),
            function -> 1,
            Runnable::run,
            clock::get,
            source -> 300);
    EventSource.OfStream source =
        Changes.stream(Changes.batches(1, Duration.ZERO), 1, Changes.FOR_EVER);
    ShardReader reader =
        new ShardReader(
            new ShardReader.Place(JsonService.streams(http, endpoint()), ARN, "s"),
            ARN,
            new Shard(source, discarded -> {}),
            () -> around.delivery().nanos(source),
            around);
    answers.add("{\"ShardIterator\":\"i\"}");
    answers.add("{\"Records\":[{\"dynamodb\":{\"SequenceNumber\":\"1\"}}]}");
    reader.open("LATEST");
    clock.set(200);
    reader.readIfDue();
    assertEquals(List.of(), reader.begin(399), "written at 100, half-way between two reads");
    assertEquals(1, reader.nanosUntilDue(399));
    assertFalse(reader.isFinished(), "a change is on its way");
    List<Shard.Batch> batches = reader.begin(400);
    assertEquals("1", batches.getFirst().changes().getFirst().id());
    batches.getFirst().lane().ended(new Verdict.Done(), 400);
    assertTrue(reader.isFinished());
  }

  @Test
  void aMessageReachesItsFunctionTheDrawnTimeAfterItWasReceived() throws Exception {
    dev.broadside.template.Queue queue = new dev.broadside.template.Queue("Q", "q", Map.of(), null);
    EventSource.OfQueue source =
        new EventSource.OfQueue("M", "F", Changes.batches(1, Duration.ZERO), queue, 5);
    CompletableFuture<Long> called = new CompletableFuture<>();
    FunctionCaller functions =
        (function, event) -> {
          called.complete(System.nanoTime());
          return CompletableFuture.completedFuture(Optional.empty());
        };
    Surroundings around =
        new Surroundings(
            functions,
            function -> 1,
            batch -> Thread.ofVirtual().start(batch),
            System::nanoTime,
            any -> TimeUnit.MILLISECONDS.toNanos(150));
    answers.add("{\"Messages\":[{\"MessageId\":\"1\",\"ReceiptHandle\":\"r\",\"Body\":\"b\"}]}");
    QueuePoller poller = new QueuePoller(source, JsonService.sqs(http, endpoint()), around);
    long began = System.nanoTime();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    poller.run();
                  } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      assertTrue(called.get() - began >= TimeUnit.MILLISECONDS.toNanos(150));
    } finally {
      thread.interrupt();
      thread.join();
    }
  }
}
