package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.scenario.Fault;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the stage for the scenario's faults, each at its time. One that the stage refuses, or does
 * not confirm, stops the run: without it, the run does not answer its question.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The faults end with their thread.
final class FaultPlan implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Who makes things go wrong. */
  interface Stage {
    /** Begins one; {@code answered} hears what it says to that. */
    void fault(String json, Consumer<JsonNode> answered);
  }

  private final List<Fault> faults;
  private final AtomicInteger unconfirmed = new AtomicInteger();
  private @Nullable ScheduledExecutorService timer;

  FaultPlan(List<Fault> faults) {
    this.faults = faults;
  }

  /** The measured window begins at {@code dueNanos}, or just began. */
  synchronized void begin(Stage stage, long dueNanos, Consumer<String> stop) {
    if (faults.isEmpty()) {
      return;
    }
    unconfirmed.set(faults.size());
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("faults").factory());
    for (Fault fault : faults) {
      started.schedule(
          () ->
              stage.fault(JSON.valueToTree(fault.what()).toString(), answer -> heard(answer, stop)),
          dueNanos - System.nanoTime() + fault.at().toNanos(),
          TimeUnit.NANOSECONDS);
    }
    timer = started;
  }

  private void heard(JsonNode answer, Consumer<String> stop) {
    if (answer.has("error")) {
      stop.accept("a fault of the scenario was refused: " + answer.get("error").asText());
    } else {
      unconfirmed.decrementAndGet();
    }
  }

  /** The window and what was under way in it are over, so every fault has had its time. */
  void requireConfirmed(Consumer<String> stop) {
    if (unconfirmed.get() > 0) {
      stop.accept(
          "%d of %d faults of the scenario were not confirmed by the stage"
              .formatted(unconfirmed.get(), faults.size()));
    }
  }

  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
