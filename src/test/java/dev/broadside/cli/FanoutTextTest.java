package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.jmh.Interval;
import dev.broadside.bench.jmh.Timing;
import dev.broadside.bench.stub.PostDelay;
import dev.broadside.bench.stub.StubCounts;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
class FanoutTextTest {
  private static final FanoutRow DIRECT = FanoutRow.reference(FanoutRow.DIRECT);

  @Test
  void theTableIsTheSameInEveryLanguage() {
    List<FanoutResult> results = List.of(result(DIRECT, 252, 10_000));
    String text = FanoutText.render(results);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(text, FanoutText.render(results));
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(
        "direct       1,000        64        15ms        -        252.0 ±2.0     240.0    5.0%       12.0 ±2.0        8.5 ±0.5    1,024",
        text.lines().skip(1).findFirst().orElse(""));
  }

  @Test
  void whatIsFarAboveTheLawIsRemarked() {
    assertTrue(render(DIRECT, 280).contains("more than 15% above the law"));
    assertFalse(render(DIRECT, 270).contains("more than"));
    assertTrue(render(FanoutRow.reference(FanoutRow.SERIAL), 260).contains("more than 5%"));
  }

  @Test
  void aDelayThatVariesHasNoRoundsToBeJudgedBy() {
    FanoutRow tail = new FanoutRow("direct", 1_000, 64, PostDelay.HEAVY_TAIL, 0, 0);
    assertFalse(render(tail, 480).contains("more than"));
  }

  @Test
  void otherPostsThanTheRowMakesAreSaid() {
    assertTrue(FanoutText.render(List.of(result(DIRECT, 252, 9_999))).contains("DIFFERS"));
  }

  private static String render(FanoutRow row, double millis) {
    return FanoutText.render(List.of(result(row, millis, 10L * row.receivers())));
  }

  private static FanoutResult result(FanoutRow row, double millis, long posts) {
    return new FanoutResult(
        row,
        new Timing(List.of(millis - 1, millis + 1), millis, millis - 2, millis + 2, 1_024_000),
        15,
        240,
        new Interval(10, 12, 14),
        new Interval(8, 8.5, 9),
        new StubCounts(posts, posts, 0, 0, 500 * posts, 15_000_000 * posts),
        10);
  }
}
