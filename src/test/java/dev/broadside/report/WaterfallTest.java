package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

final class WaterfallTest {

  @Test
  void thePartsOfABroadcastFollowEachOther() {
    assertEquals(
        "publish 0-1, invoke 1-3, lookup 3-7, posting 7-18, delivery 18-20",
        words(only(new RunLog.Passage(101, 103, 107, 118))));
  }

  @Test
  void aPartWhoseEndNobodySawIsJoinedWithTheNext() {
    assertEquals(
        "publish and invoke and lookup 0-7, posting 7-18, delivery 18-20",
        words(only(new RunLog.Passage(Double.NaN, Double.NaN, 107, 118))));
  }

  @Test
  void postsThatCameAfterTheLastReceiverAreLeftOut() {
    assertEquals(
        "publish 0-1, invoke 1-3, lookup 3-7, posting 7-20, delivery 20-20",
        words(only(new RunLog.Passage(101, 103, 107, 150))));
  }

  @Test
  void thereIsNoneOfWhatTheStageDidNotStamp() {
    RunLog log =
        new RunLog(List.of(), List.of(), List.of(TimelineBinTest.sent(1, 100, 20)), Map.of());
    assertEquals(List.of(), Waterfall.of(log));
  }

  @Test
  void eachRankIsTheMeanOfAsManyOnBothSides() {
    List<Sent> sent = new ArrayList<>();
    Map<Integer, RunLog.Passage> passages = new HashMap<>();
    for (int i = 1; i <= 1_000; i++) {
      sent.add(TimelineBinTest.sent(i, 0, i));
      passages.put(i, new RunLog.Passage(0, 0, 0, 0));
    }
    List<Waterfall> both = Waterfall.of(new RunLog(List.of(), List.of(), sent, passages));
    assertEquals(41, both.get(0).broadcasts());
    assertEquals(500, both.get(0).totalMillis(), 1e-9);
    assertEquals(21, both.get(1).broadcasts());
    assertEquals(990, both.get(1).totalMillis(), 1e-9);
  }

  @Property(tries = 200)
  void thePartsAddUpWhateverWasStamped(
      @ForAll @DoubleRange(min = -10, max = 200) double a,
      @ForAll @DoubleRange(min = -10, max = 200) double b,
      @ForAll @DoubleRange(min = -10, max = 200) double c,
      @ForAll @DoubleRange(min = -10, max = 200) double d) {
    Waterfall waterfall = only(new RunLog.Passage(a, b, c, d));
    double sum = 0;
    for (Waterfall.Span span : waterfall.spans()) {
      assertTrue(span.millis() >= 0, span::toString);
      assertEquals(sum, span.from(), 1e-9);
      sum += span.millis();
    }
    assertEquals(20, sum, 1e-9);
  }

  private static Waterfall only(RunLog.Passage passage) {
    RunLog log =
        new RunLog(
            List.of(), List.of(), List.of(TimelineBinTest.sent(1, 100, 20)), Map.of(1, passage));
    return Waterfall.of(log).getFirst();
  }

  private static String words(Waterfall waterfall) {
    return String.join(
        ", ",
        waterfall.spans().stream()
            .map(
                span ->
                    "%s %s-%s"
                        .formatted(
                            span.name(), Figures.plain(span.from()), Figures.plain(span.to())))
            .toList());
  }
}
