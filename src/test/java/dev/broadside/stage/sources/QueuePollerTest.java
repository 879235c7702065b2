package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.EventSource;
import dev.broadside.template.Queue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueuePollerTest {
  private final BlockingQueue<CompletableFuture<Optional<byte[]>>> calls =
      new LinkedBlockingQueue<>();
  private PlayedService service;
  private Thread poller = new Thread();

  @BeforeEach
  void start() throws Exception {
    service = new PlayedService();
  }

  @AfterEach
  void stop() throws Exception {
    poller.interrupt();
    poller.join();
    service.close();
  }

  private void poll(int batch, int environments) {
    Queue queue = new Queue("Q", "q", Map.of(), null);
    EventSource.OfQueue source =
        new EventSource.OfQueue("M", "F", Changes.batches(batch, Duration.ofHours(1)), queue, 5);
    Surroundings around =
        new Surroundings(
            (function, event) -> {
              CompletableFuture<Optional<byte[]>> end = new CompletableFuture<>();
              calls.add(end);
              return end;
            },
            function -> environments,
            task -> Thread.ofVirtual().start(task),
            System::nanoTime,
            any -> 0);
    QueuePoller ours = new QueuePoller(source, service.sqs(), around);
    poller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    ours.run();
                  } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  private static String messages(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> "{'MessageId':'%d','ReceiptHandle':'r%d','Body':'b'}".formatted(n, n))
        .collect(Collectors.joining(",", "{'Messages':[", "]}"));
  }

  @Test
  void nothingIsReceivedThatNoEnvironmentIsFreeFor() throws Exception {
    service.answer(200, messages(0, 1)).answer(200, "{}").answer(200, messages(1, 2));
    poll(1, 1);
    assertTrue(service.next().startsWith("ReceiveMessage"));
    calls.take().complete(Optional.of(new byte[0]));
    assertTrue(service.next().startsWith("DeleteMessageBatch"), "before anything more is received");
    assertTrue(service.next().startsWith("ReceiveMessage"));
  }

  @Test
  void aDeletionThatFailsKeepsNothingElseFromBeingDeleted() throws Exception {
    service.answer(200, messages(0, 10)).answer(200, messages(10, 12));
    poll(12, 1);
    service.next();
    service.next();
    service.answer(500, "{}").answer(200, "{}");
    calls.take().complete(Optional.of(new byte[0]));
    assertTrue(service.next().contains("\"r9\""));
    String second = service.next();
    assertTrue(second.contains("\"r10\"") && second.contains("\"r11\""), second);
  }
}
