package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.RunSummary;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnswerTest {
  private static final RunSummary PASS = SampleRun.PASS.report().summary();

  private static RunSummary with(String parameter, Object value) {
    RunSummary.Run run = PASS.run();
    return new RunSummary(
        PASS.schema(),
        PASS.interrupted(),
        new RunSummary.Run(
            run.id(),
            run.scenario(),
            run.question(),
            run.seed(),
            run.startedAt(),
            run.finishedAt(),
            run.target(),
            run.design(),
            run.profile(),
            Map.of(parameter, value),
            run.commit(),
            run.injectors()),
        PASS.verdict(),
        PASS.connections(),
        PASS.broadcasts(),
        PASS.deliveries(),
        PASS.latency(),
        PASS.handler(),
        PASS.validity(),
        PASS.cost(),
        PASS.environment());
  }

  @Test
  void aPassThatNothingWasAskedOfSaysSo() {
    assertEquals(Answer.of(PASS) + " No limit was asked for.", Answer.of(with("slo", "none")));
  }

  @Test
  void sixBurstsSupportOnlyTheMedianOfTheirSixtyBroadcasts() {
    assertEquals("60 broadcasts in 6 bursts: p50 at 95%", Support.of(with("burst", 10)).sentence());
    assertEquals("60 broadcasts: p95 at 95%", Support.of(with("burst", "10")).sentence());
    assertEquals("60 broadcasts: p95 at 95%", Support.of(with("burst", 0)).sentence());
  }

  @Test
  void whereThereAreSeveralRoomsTheirBroadcastsAreSaidToCountAlike() {
    assertEquals("", LatencyRow.caveat(PASS));
    assertTrue(new MarkdownReport().render(page(with("rooms", 3))).contains("small room"));
    assertTrue(new HtmlReport().render(page(with("rooms", 3))).contains("small room"));
  }

  private static RunReport page(RunSummary summary) {
    RunReport sample = SampleRun.PASS.report();
    return new RunReport(summary, sample.delivery(), sample.last(), sample.limits());
  }
}
