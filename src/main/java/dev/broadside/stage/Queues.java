package dev.broadside.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.stage.sources.JsonService;
import dev.broadside.template.Queue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creates a template's queues, each after its dead-letter queue. */
final class Queues {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI endpoint;

  Queues(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Creates all of {@code queues}; one that is already there must have the same attributes. */
  void create(List<Queue> queues) throws StageException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonService sqs = JsonService.sqs(client, endpoint);
      for (Queue queue : inOrder(queues)) {
        create(sqs, queue);
      }
    }
  }

  private void create(JsonService sqs, Queue queue) throws StageException, InterruptedException {
    ObjectNode request = JsonService.request().put("QueueName", queue.name());
    ObjectNode attributes = request.putObject("Attributes");
    queue.attributes().forEach(attributes::put);
    try {
      sqs.call("CreateQueue", request, PATIENCE);
    } catch (JsonService.Refusal e) {
      throw new StageException(
          "queue %s cannot be created: %s".formatted(queue.name(), e.getMessage()), e);
    } catch (IOException e) {
      throw new StageException(
          "SQS does not answer at %s (%s): is it running there?".formatted(endpoint, e), e);
    }
  }

  /** A queue that many lead to comes once; that none leads to itself, the template's reader saw. */
  static List<Queue> inOrder(List<Queue> queues) {
    List<Queue> ordered = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (ordered.size() < queues.size()) {
      int before = ordered.size();
      for (Queue queue : queues) {
        boolean ready = queue.deadLetterQueue() == null || names.contains(queue.deadLetterQueue());
        if (ready && names.add(queue.name())) {
          ordered.add(queue);
        }
      }
      if (ordered.size() == before) {
        throw new IllegalArgumentException("dead-letter queues lead in a circle: " + queues);
      }
    }
    return ordered;
  }
}
