package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.broadside.capacity.PointReader.Asked;
import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Check;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.report.RunReport;
import dev.broadside.scenario.Slo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class PointReaderTest {
  private static final Goal GOAL = Searches.goal(Goal.DEFAULT);
  private static final Check FINE =
      new Check("publish delay p99", "1.0 ms", "at most 100.0 ms", true);

  private static final RunSummary.Run RUN =
      new RunSummary.Run(
          "a", "b", "c", 1, "2026-11-21T00:00:00Z", null, "d", null, null, Map.of(), null, 1);

  private final Histogram last = new Histogram(3);
  private long incomplete;
  private long rejected;
  private long throttled;
  private Goal goal = GOAL;
  private Check check = FINE;
  private Map<String, Long> reasons = Map.of();
  private RunSummary.Verdict verdict = new RunSummary.Verdict(Status.PASS, List.of());

  private void record(long millis, long times) {
    last.recordValueWithCount(millis * 1_000_000, times);
  }

  private Outcome read(boolean stopped) {
    long complete = last.getTotalCount();
    Distribution none = Distribution.EMPTY;
    RunSummary summary =
        new RunSummary(
            RunSummary.SCHEMA,
            stopped,
            RUN,
            verdict,
            new RunSummary.Connections(10, 10, 0, 0, none).because(reasons),
            new RunSummary.Broadcasts(
                complete + incomplete + rejected,
                complete + incomplete,
                rejected,
                0,
                complete,
                incomplete,
                new Distribution(300, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4, 0.4, 0.5)),
            deliveries(complete),
            new RunSummary.Latency(none, none, none, none, none, none),
            new RunSummary.Handler(
                1L, 1L, 0L, throttled, 0L, new RunSummary.Lookups(1L, 1L, 1L, 300.0)),
            new RunSummary.Validity(List.of(check)),
            new RunSummary.Cost(null, null, null, null),
            Map.of());
    RunReport report = new RunReport(summary, new Histogram(3), last, List.of());
    return PointReader.read(report, List.of(), new Asked(goal, 5, stopped)).outcome();
  }

  /** Each broadcast that is not complete has lost one. */
  private RunSummary.Deliveries deliveries(long complete) {
    long expected = 10 * (complete + incomplete);
    return new RunSummary.Deliveries(
        expected, expected - incomplete, incomplete, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private Evidence counted(boolean stopped) {
    return assertInstanceOf(Outcome.Counted.class, read(stopped)).evidence();
  }

  @Test
  void whatTookLongerThanTheLimitIsCounted() {
    record(900, 295);
    record(1_100, 5);
    assertEquals(Evidence.ofSlow(300, 5, false), counted(false));
  }

  @Test
  void whatSomebodyMissedIsAboveEveryLimit() {
    record(900, 298);
    incomplete = 2;
    assertEquals(List.of(2L), counted(false).above());
    assertEquals(2, counted(false).lost());
  }

  @Test
  void aSaturatedInjectorIsRefusedWithItsValue() {
    record(900, 300);
    check = new Check("injector busier than 80%", "9 of 10 seconds", "at most one", false);
    verdict = new RunSummary.Verdict(Status.INVALID, List.of("…"));
    assertEquals(
        new Outcome.Refused("injector busier than 80%: 9 of 10 seconds, limit at most one"),
        read(false));
  }

  @Test
  void aRunThatBrokeOffIsRefusedInItsOwnWords() {
    record(900, 300);
    verdict = new RunSummary.Verdict(Status.INVALID, List.of("the local stage ended"));
    assertEquals(new Outcome.Refused("the local stage ended"), read(false));
  }

  /** A millisecond is less than any injector's pauses, but every broadcast took 60 of them. */
  @Test
  void anSloThatCanNeverHoldBreaksThoughNoInjectorIsFastEnoughForIt() {
    record(60, 300);
    goal =
        Searches.goal(
            new Slo(
                List.of(new Slo.Limit(Slo.Metric.LAST, Slo.Statistic.P99, Duration.ofMillis(1))),
                0L,
                null,
                null));
    check = new Check("publish delay p99", "0.4 ms", "at most 0.1 ms", false);
    verdict = new RunSummary.Verdict(Status.INVALID, List.of("…"));
    assertEquals(new Judgement.Breaks(Cause.LATENCY), goal.judge(counted(false)));

    check = new Check("injector busier than 80%", "9 of 10 seconds", "at most one", false);
    assertInstanceOf(Outcome.Refused.class, read(false));
  }

  /** The stage's own answer to so many connections: no fault of the measurement. */
  @Test
  void handshakesThatWereThrottledBreakTheLoadByAQuota() {
    record(900, 300);
    check =
        new Check(
            "connections open when publishing began",
            "812 (HTTP 429, 188 times)",
            "at least 1000",
            false);
    reasons = Map.of("HTTP 429", 188L, "connection refused", 1L);
    verdict = new RunSummary.Verdict(Status.INVALID, List.of("…"));
    assertEquals(new Judgement.Breaks(Cause.QUOTA), GOAL.judge(counted(false)));
    assertEquals(188, counted(false).throttled().handshakes());
  }

  @Test
  void broadcastsThatTheStageDidNotTakeBreakTheLoad() {
    record(900, 299);
    rejected = 1;
    verdict = new RunSummary.Verdict(Status.FAIL, List.of("1 could not be published: HTTP 500"));
    assertEquals(new Judgement.Breaks(Cause.REFUSAL), GOAL.judge(counted(false)));
    verdict = new RunSummary.Verdict(Status.FAIL, List.of("1 could not be published: HTTP 429"));
    assertEquals(new Judgement.Breaks(Cause.QUOTA), GOAL.judge(counted(false)));
  }

  @Test
  void throttledPostsAreNamedWhereTheyMatter() {
    record(900, 290);
    incomplete = 10;
    throttled = 40;
    assertEquals(new Judgement.Breaks(Cause.THROTTLE), GOAL.judge(counted(false)));
  }

  /** The injector closed their books early; nobody knows whether they would have come. */
  @Test
  void whatAStopCutShortIsNotLost() {
    record(900, 100);
    incomplete = 30;
    verdict = new RunSummary.Verdict(Status.INVALID, List.of("the backlog grows"));
    assertEquals(new Judgement.Breaks(Cause.BACKLOG), GOAL.judge(counted(true)));
    assertEquals(0, counted(true).lost());
    assertEquals(100, counted(true).broadcasts());
  }
}
