package dev.broadside.stage.sources;

import dev.broadside.template.EventSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The pollers of a stage. Closed, none of them calls a function any more. */
public final class EventSources implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("source-", 1).factory());

  private EventSources() {}

  /**
   * Where the services are.
   *
   * @param sqs may lack where no source is a queue
   */
  public record Endpoints(URI dynamoDb, @Nullable URI sqs) {}

  /**
   * Starts a poller for each source; what happens after this returned reaches its function.
   *
   * @param environments how many calls of a function, by its logical id, can be under way
   * @param delivery how long records are on their way at the least
   */
  public static EventSources start(
      List<EventSource> sources,
      Endpoints endpoints,
      FunctionCaller functions,
      ToIntFunction<String> environments,
      Delivery delivery)
      throws IOException, InterruptedException {
    EventSources started = new EventSources();
    Surroundings around =
        new Surroundings(functions, environments, started.threads, System::nanoTime, delivery);
    try {
      List<Poller> pollers = new ArrayList<>();
      for (EventSource source : sources) {
        Poller poller = started.poller(source, endpoints, around);
        poller.open();
        pollers.add(poller);
      }
      pollers.forEach(poller -> started.threads.execute(() -> run(poller)));
      return started;
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private Poller poller(EventSource source, Endpoints endpoints, Surroundings around) {
    return switch (source) {
      case EventSource.OfStream stream ->
          new StreamPoller(
              stream,
              JsonService.dynamoDb(http, endpoints.dynamoDb),
              JsonService.streams(http, endpoints.dynamoDb),
              around);
      case EventSource.OfQueue queue -> {
        URI sqs = endpoints.sqs;
        if (sqs == null) {
          throw new IllegalArgumentException("a source is a queue, and SQS is nowhere");
        }
        yield new QueuePoller(queue, JsonService.sqs(http, sqs), around);
      }
    };
  }

  private static void run(Poller poller) {
    try {
      poller.run();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
