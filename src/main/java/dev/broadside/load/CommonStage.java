package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.measure.Anchor;
import dev.broadside.measure.RunSummary;
import dev.broadside.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The local stage of a run with several injectors: their launcher starts it, makes its faults, and
 * asks it at the edges of the measured window what it counted.
 */
public final class CommonStage implements AutoCloseable {
  private static final Duration COUNTS_WITHIN = Duration.ofSeconds(5);

  private final StageProcess stage;
  private final Scenario scenario;
  private final FaultPlan faults;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("window").factory());
  private volatile @Nullable HandlerCounts atStart;

  private CommonStage(StageProcess stage, Scenario scenario) {
    this.stage = stage;
    this.scenario = scenario;
    this.faults = new FaultPlan(scenario.faults());
  }

  /** Starts it and waits until clients may come; {@code onDeath} hears when it ends by itself. */
  public static CommonStage start(Scenario scenario, Path logs, Consumer<String> onDeath)
      throws LoadException {
    StageProcess stage = StageProcess.start(scenario.local(), logs, onDeath);
    try {
      stage.awaitReady();
      return new CommonStage(stage, scenario);
    } catch (LoadException e) {
      stage.close();
      throw e;
    }
  }

  /** The address that clients connect to. */
  public String webSocketUrl() {
    return stage.webSocketUrl();
  }

  /** What paths of its HTTP API go below. */
  public String httpUrl() {
    return stage.httpUrl();
  }

  /** The URL of a queue of its template, by logical id or name. */
  public String queueUrl(String queue) throws LoadException {
    return stage.queueUrl(queue);
  }

  /** Everybody begins then; {@code stop} hears of a fault that cannot be made. */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with its thread.
  public void begin(long startAtMicros, Anchor anchor, Consumer<String> stop) {
    long due = anchor.toNanoTime(startAtMicros) + scenario.publish().warmup().toNanos();
    faults.begin((String json, Consumer<JsonNode> heard) -> stage.fault(json, heard), due, stop);
    timer.schedule(
        () -> atStart = HandlerCounts.before(due, System::nanoTime, stage::counts),
        due - Conductor.edgeNanos(scenario.publish()) - System.nanoTime(),
        TimeUnit.NANOSECONDS);
  }

  /** What it counted since the measured window began; asked when all is over. */
  public RunSummary.Handler end(Consumer<String> stop) {
    faults.close();
    HandlerCounts atEnd = stage.counts(COUNTS_WITHIN);
    faults.requireConfirmed(stop);
    return HandlerCounts.between(atStart, atEnd);
  }

  /** Resident memory of each process behind it, by its role. */
  public Map<String, Object> memory() {
    return stage.memory();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    faults.close();
    stage.close();
  }
}
