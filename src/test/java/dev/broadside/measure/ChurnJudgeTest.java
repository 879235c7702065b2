package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.measure.RunSummary.Status;
import dev.broadside.scenario.Slo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rejoins that fail or are slow do to a verdict. */
final class ChurnJudgeTest {
  private static final Distribution NONE = Distribution.EMPTY;

  private static RunSummary.Verdict judge(long rejoins, Map<String, Long> failures, long slow) {
    long failed = failures.values().stream().mapToLong(Long::longValue).sum();
    RunSummary.Churn churn =
        new RunSummary.Churn(
            rejoins, rejoins, 0, 0, rejoins, failed, failures, slow, 0, NONE, 0, 0);
    return Judge.judge(
        Slo.NONE,
        new Judge.Evidence(
            new RunSummary.Connections(10, 10, 0, 0, NONE).with(churn),
            new RunSummary.Broadcasts(10, 10, 0, 0, 10, 0, NONE),
            new RunSummary.Deliveries(100, 100, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 40),
            new RunSummary.Latency(NONE, NONE, NONE, NONE, NONE, NONE),
            new RunSummary.Validity(List.of()),
            Judge.Refusals.NONE),
        List.of());
  }

  @Test
  void churnAloneIsNoReasonForAVerdict() {
    assertEquals(Status.PASS, judge(300, Map.of(), 0).status());
  }

  @Test
  void aFewRejoinsThatFailAreNoReasonEither() {
    assertEquals(Status.PASS, judge(298, Map.of("HTTP 429", 2L), 1).status());
  }

  @Test
  void tooManyThatFailAreAFailureOfTheStageWithTheirReasons() {
    RunSummary.Verdict verdict = judge(90, Map.of("HTTP 500", 3L, "HTTP 429", 7L), 0);
    assertEquals(Status.FAIL, verdict.status());
    assertEquals(
        List.of(
            "10 of 100 rejoins failed (HTTP 429, 7 times; HTTP 500, 3 times) and 0 were slow, limit 1%"),
        verdict.reasons());
  }

  @Test
  void soAreTooManyThatAreSlow() {
    assertEquals(
        List.of("0 of 100 rejoins failed and 5 were slow, limit 1%"),
        judge(100, Map.of(), 5).reasons());
  }
}
