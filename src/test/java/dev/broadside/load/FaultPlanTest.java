package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.scenario.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FaultPlanTest {
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> stopped = new ConcurrentLinkedQueue<>();
  private final CountDownLatch both = new CountDownLatch(2);

  /** Both faults are due at once. */
  private void run(FaultPlan.Stage stage) throws InterruptedException {
    Fault kill = new Fault(Duration.ZERO, Map.of("kill", "5%"));
    Fault freeze = new Fault(Duration.ofNanos(1), Map.of("freeze", "10%"));
    try (FaultPlan plan = new FaultPlan(List.of(kill, freeze))) {
      plan.begin(
          (json, answered) -> {
            asked.add(json);
            try {
              stage.fault(json, answered);
            } finally {
              both.countDown();
            }
          },
          System.nanoTime(),
          stopped::add);
      both.await();
      plan.requireConfirmed(stopped::add);
    }
  }

  @Test
  void faultsThatTheStageConfirmsStopNothing() throws InterruptedException {
    run((json, answered) -> answered.accept(answer().put("hit", 1).put("of", 20)));
    assertEquals(List.of("{\"kill\":\"5%\"}", "{\"freeze\":\"10%\"}"), List.copyOf(asked));
    assertEquals(List.of(), List.copyOf(stopped));
  }

  @Test
  void oneThatTheStageSaysNothingToMakesTheRunWorthless() throws InterruptedException {
    run(
        (json, answered) -> {
          if (json.contains("kill")) {
            answered.accept(answer().put("hit", 1));
          }
        });
    assertEquals(
        List.of("1 of 2 faults of the scenario were not confirmed by the stage"),
        List.copyOf(stopped));
  }

  @Test
  void oneThatCannotEvenBeAskedForDoesToo() throws InterruptedException {
    run(
        (json, answered) -> {
          throw new IllegalStateException("the pipe is broken");
        });
    assertEquals(
        List.of("2 of 2 faults of the scenario were not confirmed by the stage"),
        List.copyOf(stopped));
  }

  @Test
  void oneThatTheStageRefusesIsSaidAtOnce() throws InterruptedException {
    run((json, answered) -> answered.accept(answer().put("error", "no such thing")));
    assertEquals("a fault of the scenario was refused: no such thing", stopped.peek());
  }

  @Test
  void aScenarioWithoutFaultsNeedsNoConfirmation() {
    try (FaultPlan plan = new FaultPlan(List.of())) {
      plan.begin(FaultPlanTest::never, System.nanoTime(), stopped::add);
      plan.requireConfirmed(stopped::add);
    }
    assertEquals(List.of(), List.copyOf(stopped));
  }

  private static void never(String json, java.util.function.Consumer<JsonNode> answered) {
    throw new AssertionError("there is no fault to ask for");
  }

  private static ObjectNode answer() {
    return JsonNodeFactory.instance.objectNode();
  }
}
