package dev.broadside.stage.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.template.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from a queue, hands them to the function in batches and deletes those that it
 * handled. The others come back by themselves when their visibility timeout ends, and the queue
 * moves them to its dead-letter queue after the last time (Lambda developer guide,
 * services-sqs-errorhandling).
 *
 * <p>Where AWS has several pollers, each with a batch of its own from a part of the queue, this is
 * one, so that batches are as full as the queue allows.
 */
final class QueuePoller implements Poller {
  /* ElasticMQ 1.7.1 wakes no waiting poll when a message moves to a dead-letter queue (measured). */
  private static final int LONGEST_POLL_SECONDS = 1;
  private static final int MOST_AT_ONCE = 10;
  private static final long LOOK_AGAIN_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EventSource.OfQueue source;
  private final Surroundings around;
  private final JsonService sqs;
  private final String url;
  private final Assembly<Message> assembly;
  private final BatchConcurrency concurrency;
  private final BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();
  private int underWay;
  private long receivedAt;

  QueuePoller(EventSource.OfQueue source, JsonService sqs, Surroundings around) {
    this.source = source;
    this.around = around;
    this.sqs = sqs;
    this.url = source.queue().url();
    this.assembly = new Assembly<>(source.batch());
    this.concurrency =
        new BatchConcurrency(
            Math.min(
                source.maximumConcurrency(), around.environments().applyAsInt(source.function())));
  }

  @Override
  public void open() {
    // A queue keeps what comes before anybody asks.
  }

  @Override
  public void run() throws InterruptedException {
    while (true) {
      awaitTurn();
      collect();
      List<Message> batch = assembly.take();
      long arrival = receivedAt + around.delivery().nanos(source);
      underWay++;
      around.execute(
          () -> {
            try {
              handle(batch, arrival);
            } finally {
              ended.add(true);
            }
          });
    }
  }

  /** Messages are not taken before a batch of them may begin: their visibility timeout runs. */
  private void awaitTurn() throws InterruptedException {
    while (true) {
      while (ended.poll() != null) {
        underWay--;
      }
      if (concurrency.admits(underWay, around.now())) {
        return;
      }
      if (ended.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) != null) {
        underWay--;
      }
    }
  }

  private void collect() throws InterruptedException {
    while (!assembly.isDue(around.now())) {
      try {
        boolean empty = assembly.count() == 0;
        if (receive() == 0 && empty && ended.size() == underWay) {
          concurrency.ranDry();
        }
      } catch (IOException e) {
        around.failed("messages of " + source.queue().name() + " cannot be received", e);
      }
    }
  }

  /** Waits no longer than the batch may; SQS knows whole seconds only, so the rest is slept. */
  private int receive() throws IOException, InterruptedException {
    long nanos = assembly.nanosUntilDue(around.now());
    long seconds = Math.min(LONGEST_POLL_SECONDS, TimeUnit.NANOSECONDS.toSeconds(nanos));
    if (seconds == 0) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
    ObjectNode request = JsonService.request().put("QueueUrl", url);
    request.put("MaxNumberOfMessages", Math.min(MOST_AT_ONCE, room()));
    request.put("WaitTimeSeconds", seconds);
    // The newer member of the two, and the one that everything understands.
    request.putArray("MessageSystemAttributeNames").add("All");
    request.putArray("AttributeNames").add("All");
    request.putArray("MessageAttributeNames").add("All");
    JsonNode messages =
        sqs.call("ReceiveMessage", request, PATIENCE.plusSeconds(seconds)).path("Messages");
    long now = around.now();
    receivedAt = messages.isEmpty() ? receivedAt : now;
    messages.forEach(message -> assembly.add(Message.of(message, source.queue().arn()), now));
    return messages.size();
  }

  private int room() {
    return source.batch().size() - assembly.count();
  }

  /**
   * On the batch's own thread, which waits for the batch to arrive: a poller of AWS does so too.
   */
  private void handle(List<Message> batch, long arrival) {
    try {
      TimeUnit.NANOSECONDS.sleep(arrival - around.now());
      Optional<byte[]> answer =
          around.functions().call(source.function(), SourceRecord.event(batch)).get();
      Set<String> ids = batch.stream().map(Message::id).collect(Collectors.toSet());
      delete(
          switch (Verdict.of(answer, source.batch().reportsFailures(), ids)) {
            case Verdict.Done done -> batch;
            case Verdict.Failed failed -> List.of();
            case Verdict.PartlyFailed(Set<String> failed) ->
                batch.stream().filter(message -> !failed.contains(message.id())).toList();
          });
    } catch (IOException | ExecutionException e) {
      around.failed("messages of " + source.queue().name() + " come back, handled or not", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What cannot be deleted keeps nothing else from being deleted. */
  private void delete(List<Message> handled) throws IOException, InterruptedException {
    @Nullable IOException failure = null;
    for (int from = 0; from < handled.size(); from += MOST_AT_ONCE) {
      List<Message> some = handled.subList(from, Math.min(handled.size(), from + MOST_AT_ONCE));
      try {
        deleteAtOnce(some);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** A handle is refused when its message was received again: its visibility timeout ran out. */
  private void deleteAtOnce(List<Message> handled) throws IOException, InterruptedException {
    ObjectNode request = JsonService.request().put("QueueUrl", url);
    ArrayNode entries = request.putArray("Entries");
    for (Message message : handled) {
      entries.addObject().put("Id", "" + entries.size()).put("ReceiptHandle", message.receipt());
    }
    int refused = sqs.call("DeleteMessageBatch", request, PATIENCE).path("Failed").size();
    if (refused > 0) {
      around.cameBack(source.queue().name(), refused);
    }
  }
}
