package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.RunSummary.Status;
import dev.broadside.scenario.Slo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static final Slo SLO =
      new Slo(
          List.of(new Slo.Limit(Slo.Metric.LAST, Slo.Statistic.P95, Duration.ofSeconds(1))),
          0L,
          null,
          null);
  private static final RunSummary.Check HOLDS = new RunSummary.Check("c", "1", "at most 2", true);
  private static final RunSummary.Check BREAKS = new RunSummary.Check("c", "3", "at most 2", false);

  @Test
  void aValidRunWithinItsLimitsPasses() {
    assertEquals(Status.PASS, judge(SLO, evidence(999.9, 0, 0, HOLDS)).status());
  }

  @Test
  void withoutAnSloAValidRunPasses() {
    assertEquals(Status.PASS, judge(Slo.NONE, evidence(null, 5, 0, HOLDS)).status());
  }

  @Test
  void aPercentileAboveItsLimitFails() {
    RunSummary.Verdict verdict = judge(SLO, evidence(1_000.1, 0, 0, HOLDS));
    assertEquals(Status.FAIL, verdict.status());
    assertEquals(List.of("last p95 is 1000.1 ms, limit 1 s"), verdict.reasons());
  }

  @Test
  void aPercentileThatFallsOnALossFails() {
    RunSummary.Verdict verdict = judge(SLO, evidence(null, 0, 0, HOLDS));
    assertEquals(Status.FAIL, verdict.status());
    assertTrue(verdict.reasons().get(0).contains("∞"));
  }

  @Test
  void aLossAboveItsLimitFails() {
    assertEquals(
        List.of("1 lost of 100 deliveries, limit 0"),
        judge(SLO, evidence(5.0, 1, 0, HOLDS)).reasons());
  }

  @Test
  void aBroadcastThatNoChannelTookFails() {
    assertEquals(Status.FAIL, judge(Slo.NONE, evidence(5.0, 0, 1, HOLDS)).status());
  }

  @Test
  void aBroadcastThatNeverLeftMakesTheRunInvalid() {
    Judge.Evidence whole = evidence(5.0, 0, 0, HOLDS);
    RunSummary.Broadcasts short5 =
        new RunSummary.Broadcasts(15, 10, 0, 5, 10, 0, Distribution.EMPTY);
    RunSummary.Verdict verdict =
        judge(
            Slo.NONE,
            new Judge.Evidence(
                whole.connections(),
                short5,
                whole.deliveries(),
                whole.latency(),
                whole.validity(),
                Judge.Refusals.NONE));
    assertEquals(Status.INVALID, verdict.status());
    assertEquals(List.of("5 of 15 planned broadcasts never left the injector"), verdict.reasons());
  }

  @Test
  void aBrokenRulerIsInvalidAndNotAFailure() {
    RunSummary.Verdict verdict = judge(SLO, evidence(5_000.0, 0, 0, BREAKS));
    assertEquals(Status.INVALID, verdict.status());
    assertEquals("c: 3, limit at most 2", verdict.reasons().get(0));
  }

  @Test
  void aRunThatWasStoppedIsInvalid() {
    RunSummary.Verdict verdict =
        Judge.judge(SLO, evidence(5.0, 0, 0, HOLDS), List.of("interrupted by SIGINT"));
    assertEquals(Status.INVALID, verdict.status());
    assertEquals(List.of("interrupted by SIGINT"), verdict.reasons());
  }

  @Test
  void aLatencyWithoutAValueDoesNotPass() {
    Slo slo =
        new Slo(
            List.of(new Slo.Limit(Slo.Metric.CONNECT, Slo.Statistic.P50, Duration.ofSeconds(1))),
            null,
            null,
            null);
    assertEquals(Status.FAIL, judge(slo, evidence(5.0, 0, 0, HOLDS)).status());
  }

  @Test
  void connectionsThatWereCutExplainWhatWasLost() {
    Judge.Evidence lossy = evidence(5.0, 3, 0, HOLDS);
    RunSummary.Connections cut =
        new RunSummary.Connections(10, 10, 0, 2, Distribution.EMPTY)
            .because(
                Map.of(
                    "cut: closed by the stage with 1001",
                    2L,
                    "publisher cut: connection reset",
                    3L,
                    "HTTP 403",
                    4L));
    Judge.Evidence evidence =
        new Judge.Evidence(
            cut,
            lossy.broadcasts(),
            lossy.deliveries(),
            lossy.latency(),
            lossy.validity(),
            lossy.refusals());
    assertEquals(
        List.of(
            "3 lost of 100 deliveries, limit 0",
            "2 of 10 connections were cut: closed by the stage with 1001, 2 times"),
        judge(new Slo(List.of(), 0L, null, null), evidence).reasons());
  }

  private static RunSummary.Verdict judge(Slo slo, Judge.Evidence evidence) {
    return Judge.judge(slo, evidence, List.of());
  }

  private static Judge.Evidence evidence(
      @Nullable Double lastP95, long lost, long rejected, RunSummary.Check check) {
    Distribution last = new Distribution(10, 1.0, null, 2.0, 3.0, lastP95, null, null, null);
    Distribution none = Distribution.EMPTY;
    return new Judge.Evidence(
        new RunSummary.Connections(10, 10, 0, 0, none),
        new RunSummary.Broadcasts(10 + rejected, 10, rejected, 0, 10, 0, none),
        new RunSummary.Deliveries(100, 100 - lost, lost, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0),
        new RunSummary.Latency(none, none, none, none, none, last),
        new RunSummary.Validity(List.of(check)),
        new Judge.Refusals(0, rejected == 0 ? "" : "HTTP 500 (" + rejected + " times)"));
  }
}
