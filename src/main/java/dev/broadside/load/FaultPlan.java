package dev.broadside.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.scenario.Fault;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the stage for the scenario's faults, each at its time. One that the stage refuses stops the
 * run: without it, the run does not answer its question.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The faults end with their thread.
final class FaultPlan implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Fault> faults;
  private @Nullable ScheduledExecutorService timer;

  FaultPlan(List<Fault> faults) {
    this.faults = faults;
  }

  /** The measured window begins at {@code dueNanos}, or just began. */
  synchronized void begin(StageProcess stage, long dueNanos, Consumer<String> stop) {
    if (faults.isEmpty()) {
      return;
    }
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("faults").factory());
    for (Fault fault : faults) {
      started.schedule(
          () ->
              stage.fault(
                  JSON.valueToTree(fault.what()).toString(),
                  why -> stop.accept("a fault of the scenario was refused: " + why)),
          dueNanos - System.nanoTime() + fault.at().toNanos(),
          TimeUnit.NANOSECONDS);
    }
    timer = started;
  }

  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
