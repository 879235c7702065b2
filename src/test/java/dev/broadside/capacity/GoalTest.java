package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Slo;
import dev.broadside.scenario.Slo.Metric;
import dev.broadside.scenario.Slo.Statistic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoalTest {
  private static Goal goal(Statistic statistic) {
    return Searches.goal(
        new Slo(
            List.of(new Slo.Limit(Metric.LAST, statistic, Duration.ofSeconds(1))), 0L, null, null));
  }

  private static Judgement judge(Statistic statistic, long slow, long broadcasts) {
    return goal(statistic).judge(Evidence.ofSlow(broadcasts, slow, false));
  }

  @ParameterizedTest
  @CsvSource({
    "P99,299,0",
    "P99,473,1",
    "P99,628,2",
    "P99,773,3",
    "P99,913,4",
    "P99,1049,5",
    "P95,59,0",
    "P95,93,1",
    "P95,124,2"
  })
  void aLimitHoldsOnlyWithAsFewSlowBroadcastsAsTheBoundAllows(
      Statistic statistic, long broadcasts, long slow) {
    assertInstanceOf(Judgement.Holds.class, judge(statistic, slow, broadcasts));
    assertInstanceOf(Judgement.Undecided.class, judge(statistic, slow, broadcasts - 1));
    assertInstanceOf(Judgement.Undecided.class, judge(statistic, slow + 1, broadcasts));
  }

  @ParameterizedTest
  @CsvSource({"7,299", "11,600", "16,1000"})
  void aLimitBreaksOnlyWithAsManyAsTheBoundAsksFor(long slow, long broadcasts) {
    assertInstanceOf(Judgement.Breaks.class, judge(Statistic.P99, slow, broadcasts));
    assertInstanceOf(Judgement.Undecided.class, judge(Statistic.P99, slow - 1, broadcasts));
  }

  @ParameterizedTest
  @CsvSource({"P50,5", "P90,29", "P95,59", "P99,299", "P999,2995", "MAX,1"})
  void itKnowsHowManyBroadcastsItNeeds(Statistic statistic, long needed) {
    assertEquals(needed, goal(statistic).broadcastsNeeded());
  }

  @Test
  void oneLostDeliveryBreaksASloThatAllowsNone() {
    Evidence lost = new Evidence(300, List.of(1L), 1, 0, 0, 0, Evidence.Throttled.NONE, false);
    assertEquals(new Judgement.Breaks(Cause.LOSS), goal(Statistic.P99).judge(lost));
  }

  /** Undecided, it is measured again and again; each time it lost what it may lose. */
  @Test
  void whatARunMayLoseEachOfTheRunsOfALoadMayLose() {
    Goal goal = Searches.goal(new Slo(Goal.DEFAULT.latency(), 5L, null, null));
    Evidence once = new Evidence(300, List.of(1L), 3, 0, 0, 0, Evidence.Throttled.NONE, false);
    assertInstanceOf(Judgement.Undecided.class, goal.judge(once.plus(once)));
    Evidence worse = new Evidence(300, List.of(1L), 6, 0, 0, 0, Evidence.Throttled.NONE, false);
    assertEquals(new Judgement.Breaks(Cause.LOSS), goal.judge(once.plus(worse)));
  }

  @Test
  void whatWasThrottledIsNamedBeforeTheLossThatItMakes() {
    Evidence.Throttled posts = new Evidence.Throttled(12, 0, 0);
    Evidence lost = new Evidence(300, List.of(1L), 1, 0, 0, 0, posts, false);
    assertEquals(new Judgement.Breaks(Cause.THROTTLE), goal(Statistic.P99).judge(lost));
  }

  @Test
  void aThrottleThatTheSloDoesNotFeelBreaksNothing() {
    Evidence.Throttled posts = new Evidence.Throttled(12, 0, 0);
    Evidence fine = new Evidence(300, List.of(0L), 0, 0, 0, 0, posts, false);
    assertInstanceOf(Judgement.Holds.class, goal(Statistic.P99).judge(fine));
  }

  @Test
  void aGrowingBacklogBreaksAnSloThatStillHolds() {
    assertEquals(
        new Judgement.Breaks(Cause.BACKLOG),
        goal(Statistic.P99).judge(Evidence.ofSlow(300, 0, true)));
  }

  @Test
  void anSloOverDeliveriesIsRefusedWithWhatToWriteInstead() {
    Slo slo =
        new Slo(
            List.of(new Slo.Limit(Metric.DELIVERY, Statistic.P99, Duration.ofSeconds(1))),
            0L,
            null,
            null);
    String sentence =
        String.valueOf(assertThrows(CapacityException.class, () -> Goal.of(slo)).getMessage());
    assertTrue(sentence.contains("last: {p99: 1s}"), sentence);
  }

  @Test
  void itReadsAsASentence() {
    assertEquals(
        "99% of broadcasts reach their last receiver within 1.00 s; nothing is lost",
        Searches.goal(Goal.DEFAULT).toString());
  }
}
